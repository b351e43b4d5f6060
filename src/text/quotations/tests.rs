//! One line a case; `\n\n` parts paragraphs. All sentences are made up for these tests.

use super::*;

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let parts = text.split("\n\n").map(|part| {
        let range = start..start + part.len();
        start = range.end + 2;
        range
    });
    parts.collect()
}

fn read(text: &str) -> Vec<Quotation> {
    quotations(text, &paragraphs(text))
}

fn words<'a>(text: &'a str, q: &Quotation) -> &'a str {
    &text[q.inner_start..q.inner_end]
}

fn outermost(text: &str) -> Vec<&str> {
    let found = read(text);
    let outer = found.iter().filter(|q| q.depth == 0);
    outer.map(|q| words(text, q)).collect()
}

/// Name, text, words of the outermost quotations.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(_, text, want)| outermost(text) != *want)
        .map(|(name, text, _)| format!("{name}: {text}\n   gives {:?}", outermost(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[rustfmt::skip]
const STRAIGHT_AND_CURLY: &[Case] = &[
    ("none", "The mayor spoke at noon.", &[]),
    ("empty text", "", &[]),
    ("straight", r#"She said, "Tolls will rise.""#, &["Tolls will rise."]),
    ("straight, at the start", r#""Tolls will rise," she said."#, &["Tolls will rise,"]),
    ("straight, whole text", r#""Tolls will rise.""#, &["Tolls will rise."]),
    ("straight, two", r#"The "old" and the "new" bridge"#, &["old", "new"]),
    ("straight, broken by its attribution", r#""Tolls," she said, "will rise.""#, &["Tolls,", "will rise."]),
    ("straight, two sentences", r#""One," he said. "Two.""#, &["One,", "Two."]),
    ("straight, full stop outside", r#"They call it "the ditch"."#, &["the ditch"]),
    ("straight, question", r#""Why?" he asked."#, &["Why?"]),
    ("straight, exclamation", r#""Out!" he cried."#, &["Out!"]),
    ("straight, before a possessive", r#"the "Tribune"'s editor said "no""#, &["Tribune", "no"]),
    ("curly", "She said, “Tolls will rise.”", &["Tolls will rise."]),
    ("curly, two", "“One,” he said. “Two.”", &["One,", "Two."]),
    ("curly, one word", "the “ditch” again", &["ditch"]),
    ("curly, three", "“a,” “b” and “c”", &["a,", "b", "c"]),
    ("curly, high reversed", "‟Tolls will rise,” she said.", &["Tolls will rise,"]),
    ("open curly, closed straight", "“Tolls will rise,\" she said.", &["Tolls will rise,"]),
    ("open straight, closed curly", "\"Tolls will rise,” she said.", &["Tolls will rise,"]),
    ("mixed from one to the next", "“One,\" he said. \"Two,” he added. “Three.”", &["One,", "Two,", "Three."]),
    ("wrong way, closing opens", "He said ”tolls rise” today.", &["tolls rise"]),
    ("wrong way, opening closes", "He said “tolls rise“ today.", &["tolls rise"]),
    ("wrong way, both", "He said ”tolls rise“ today.", &["tolls rise"]),
    ("wrong way, at the start", "”Tolls rise,” he said.", &["Tolls rise,"]),
    ("wrong way, in brackets", "the rise (”a theft”) came", &["a theft"]),
    ("wrong way after zero width", "\u{202a}”Tolls rise,” he said.", &["Tolls rise,"]),
    ("opening for both", "He said “tolls rise,“ and “we pay.“", &["tolls rise,", "we pay."]),
    ("closing for both", "He said ”tolls rise,” and ”we pay.”", &["tolls rise,", "we pay."]),
    ("double apostrophes", "''Tolls rise,'' he said.", &["Tolls rise,"]),
    ("double apostrophes and one", "''It's late,'' he said. ''We're off.''", &["It's late,", "We're off."]),
    ("backticks and apostrophes", "``Tolls rise,'' he said.", &["Tolls rise,"]),
    ("backticks closed straight", "``Tolls rise,\" he said.", &["Tolls rise,"]),
    ("double curly singles", "‘‘Tolls rise,’’ he said.", &["Tolls rise,"]),
    ("curly closed by two singles", "They ask “questions’’ there", &["questions"]),
    ("fullwidth", "He said ＂tolls rise＂ today.", &["tolls rise"]),
    ("double prime for a mark", "He said ″tolls rise″ today.", &["tolls rise"]),
    ("corner", "彼は「はい」と言った。", &["はい"]),
    ("white corner", "『新聞』と「雑誌」", &["新聞", "雑誌"]),
    ("double prime mark of Japan", "〝はい〟と", &["はい"]),
    ("no-break space before", "said\u{a0}“tolls rise”\u{a0}today", &["tolls rise"]),
    ("inner spaces, straight", "He said \" tolls rise \" today.", &["tolls rise"]),
    ("inner spaces, curly", "He said “ tolls rise ” today.", &["tolls rise"]),
    ("one letter", "the “A” list", &["A"]),
    ("a number", "Room “12” is shut", &["12"]),
    ("line break within", "“Tolls\nwill rise,” she said.", &["Tolls\nwill rise,"]),
    ("line break between", "said:\n“Tolls rise.”\nShe left.", &["Tolls rise."]),
    ("accents", "« non », dit-elle; “déjà vu”", &["non", "déjà vu"]),
    ("emoji inside", "He wrote “tolls 🚗🔥” today", &["tolls 🚗🔥"]),
    ("emoji around", "🔥“tolls”🔥", &["tolls"]),
];

#[rustfmt::skip]
const AROUND: &[Case] = &[
    ("dash before", r#"one thing—"tolls"—matters"#, &["tolls"]),
    ("dash before, curly", "one thing—“tolls”—matters", &["tolls"]),
    ("spaced dash", r#"one thing – "tolls" – matters"#, &["tolls"]),
    ("hyphen after", r#"a "toll"-like fee"#, &["toll"]),
    ("hyphen before", r#"non-"toll" fee"#, &["toll"]),
    ("dash ends the words", r#""I never—" she began."#, &["I never—"]),
    ("dash begins the words", r#""—and so it goes," she said."#, &["—and so it goes,"]),
    ("brackets around", r#"the fee ("a toll") rose"#, &["a toll"]),
    ("square brackets around", r#"the fee ["a toll"] rose"#, &["a toll"]),
    ("bracketed insertion first", r#""[The ban] is wrong," he said."#, &["[The ban] is wrong,"]),
    ("bracketed insertion last", r#"He backs "[the ban]" now"#, &["[the ban]"]),
    ("bracketed insertion, curly", "“We want [the ban] now,” he said.", &["We want [the ban] now,"]),
    ("round insertion first", r#""(The ban) is wrong," he said."#, &["(The ban) is wrong,"]),
    ("ellipsis first", r#""…and so it goes," she said."#, &["…and so it goes,"]),
    ("dots first", r#""...and so it goes," she said."#, &["...and so it goes,"]),
    ("ellipsis last", "“We may …” he said.", &["We may …"]),
    ("dots last", r#""We may..." he said."#, &["We may..."]),
    ("ellipsis within", "“We … may,” he said.", &["We … may,"]),
    ("slash between", r#"the "ayes"/"noes" split"#, &["ayes", "noes"]),
    ("colon before, no space", r#"Mayor:"Tolls rise.""#, &["Tolls rise."]),
    ("comma before, no space", r#"he said,"Tolls rise.""#, &["Tolls rise."]),
    ("comma before, no space, curly", "he said,“Tolls rise.”", &["Tolls rise."]),
    ("word after the comma's mark", r#""One,"he said. "Two,"she said."#, &["One,", "Two,"]),
    ("word after, curly", "“One,”he said. “Two,”she said.", &["One,", "Two,"]),
    ("glued before", r#"the word"toll" is old"#, &["toll"]),
    ("glued after", r#"the "toll"word is old"#, &["toll"]),
    ("glued on both sides", r#"the word"toll"word is old"#, &["toll"]),
    ("glued, curly", "the word“toll”word is old", &["toll"]),
    ("footnote after", r#""Tolls rise."[1] It did."#, &["Tolls rise."]),
    ("semicolon after", "“yes”; “no”", &["yes", "no"]),
    ("currency first", r#"a "$5 toll" plan"#, &["$5 toll"]),
    ("percent last", r#"up "by 5%" now"#, &["by 5%"]),
    ("hash first", r##"wrote "#NoTolls" again"##, &["#NoTolls"]),
    ("handle first", r#"wrote "@mayor no" again"#, &["@mayor no"]),
    ("inverted question mark", "dijo “¿Por qué?” y salió", &["¿Por qué?"]),
    ("web address", r#"see "https://example.org/a" there"#, &["https://example.org/a"]),
    ("headline's colon", "Mayor: “Tolls rise”", &["Tolls rise"]),
    ("year ends the words", r#""We lost in 2016," and "we won in 2020""#, &["We lost in 2016,", "we won in 2020"]),
    ("year closes", r#"He said "we won in 2020" and "lost before""#, &["we won in 2020", "lost before"]),
    ("empty", r#"an "" empty pair"#, &[]),
    ("empty, curly", "an “” empty pair", &[]),
    ("only a mark", "\"", &[]),
    ("only white space inside", "a “  ” b", &[]),
];

#[rustfmt::skip]
const UNEVEN: &[Case] = &[
    ("unclosed", "She said, “Tolls will rise.", &["Tolls will rise."]),
    ("unclosed, straight", r#"She said, "Tolls will rise."#, &["Tolls will rise."]),
    ("unclosed ends with its paragraph", "“Tolls rise.\n\nShe left.", &["Tolls rise."]),
    ("stray closing mark", "She said it.” Then “go,” he said.", &["go,"]),
    ("stray closing mark, straight", r#"She said it." Then "go," he said."#, &["go,"]),
    ("forgotten opening mark", r#"Tolls rise," she said. "We pay.""#, &["We pay."]),
    ("forgotten closing mark", "“I like it, he said. “I do,” he added. He left.", &["I like it, he said. “I do,"]),
    ("forgotten closing mark, straight", r#""I like it, he said. "I do," he added."#, &[r#"I like it, he said. "I do,"#]),
    ("forgotten, then more", "“A, he said. “B,” he said. “C,” he said.", &["A, he said. “B,", "C,"]),
    ("three marks", r#""One," he said. "Two."#, &["One,", "Two."]),
    ("last word's mark alone", r#"He left. ""#, &[]),
    ("doubled", r#"He said ""tolls rise"" today."#, &[r#""tolls rise""#]),
    ("straight and curly side by side", "He said \"“tolls rise”\" today.", &["“tolls rise”"]),
    ("bullet", "» Read this", &[]),
    ("breadcrumb", "Home » News » World", &[]),
    ("next paragraph is read afresh", "He said “tolls.\n\nShe said “fees” too.", &["tolls.", "fees"]),
];

#[rustfmt::skip]
const MEASURES: &[Case] = &[
    ("inches", r#"a 12" record"#, &[]),
    ("feet and inches", r#"He is 5'10" tall."#, &[]),
    ("feet and inches, twice", r#"from 5'10" to 6'2" tall"#, &[]),
    ("feet alone", "He is 5' tall and she is 6' tall.", &[]),
    ("decimal inches", r#"a 3.5" disk and an 8" disk"#, &[]),
    ("degrees", r#"at 40° 26' 46" north, 79° 58' 56" west"#, &[]),
    ("curly feet", "He is 5’10” tall.", &[]),
    ("primes", "He is 5′10″ tall, at 40° 26′ 46″.", &[]),
    ("double apostrophes as inches", "He is 6'2'' tall.", &[]),
    ("inches, then a quotation", r#"a 12" record called "Tolls" sold"#, &["Tolls"]),
    ("quotation, then inches", r#""Tolls" is a 12" record"#, &["Tolls"]),
    ("inches inside", r#""The 12" record sold," he said."#, &[r#"The 12" record sold,"#]),
    ("feet and inches inside", r#""He is 5'10" tall," she said."#, &[r#"He is 5'10" tall,"#]),
    ("feet and inches inside curly", "“He is 5'10\" tall,” she said.", &["He is 5'10\" tall,"]),
    ("inches by inches inside", r#""It is 3" by 5" wide," she said."#, &[r#"It is 3" by 5" wide,"#]),
    ("inches last inside", r#""He is 6'2"," she said."#, &[r#"He is 6'2","#]),
    ("glued inches", r#"a 12"x14" frame"#, &[]),
    ("feet inside singles", "'The 5' man left,' she said.", &["The 5' man left,"]),
];

#[rustfmt::skip]
const SINGLE: &[Case] = &[
    ("straight", "She said, 'Tolls will rise.'", &["Tolls will rise."]),
    ("at the start", "'Tolls will rise,' she said.", &["Tolls will rise,"]),
    ("curly", "‘Tolls will rise,’ she said.", &["Tolls will rise,"]),
    ("headline", "'Tolls will rise'", &["Tolls will rise"]),
    ("headline, curly", "‘Tolls will rise’", &["Tolls will rise"]),
    ("headline with a speaker", "'Strong signal': Mayor on tolls", &["Strong signal"]),
    ("headline, speaker first", "Mayor: 'We won't pay'", &["We won't pay"]),
    ("scare quotes", "the so-called 'red line' again", &["red line"]),
    ("two", "a 'red line' and a 'blue line' there", &["red line", "blue line"]),
    ("two, then punctuation", "‘stupid’, ‘useless.’", &["stupid", "useless."]),
    ("two, with a comma inside the last", "They call it a 'red line' and a 'big deal,' he said.", &["red line", "big deal,"]),
    ("contraction", "It's late and they don't care.", &[]),
    ("contraction, curly", "It’s late and they don’t care.", &[]),
    ("contraction inside", "'It's late and we don't care,' he said.", &["It's late and we don't care,"]),
    ("contraction inside, curly", "‘It’s late and we don’t care,’ he said.", &["It’s late and we don’t care,"]),
    ("quoted contraction", "He said 'don't' twice.", &["don't"]),
    ("possessive plural", "the voters' choice and the unions' fear", &[]),
    ("possessive plural, curly", "the voters’ choice and the unions’ fear", &[]),
    ("possessive before a quotation", "the ministers’ ‘red line’", &["red line"]),
    ("possessive before, straight", "the ministers' 'red line' held", &["red line"]),
    ("possessive inside", "'The voters' choice is clear,' he said.", &["The voters' choice is clear,"]),
    ("possessive inside, curly", "‘The voters’ choice is clear,’ he said.", &["The voters’ choice is clear,"]),
    ("possessive after", "'red lines' and the ministers' view", &["red lines"]),
    ("ends in s, comma outside", "the 'red lines', he said of the ministers' plan", &["red lines"]),
    ("possessive of a name", "Jess' view of James' plan", &[]),
    ("name", "O'Brien and D'Souza met O’Hara", &[]),
    ("rock 'n' roll", "He likes rock 'n' roll and drum ‘n’ bass.", &[]),
    ("rock 'n' roll, curly apostrophes", "He likes rock ’n’ roll.", &[]),
    ("decade", "in the '90s and the ’80s, or ‘70s", &[]),
    ("years", "the class of '16 and of ’17", &[]),
    ("years and a possessive", "in '16 the voters' choice", &[]),
    ("decade inside", "'In the '90s we paid,' he said.", &["In the '90s we paid,"]),
    ("left-out letter inside", "'Go and get 'em now,' he said.", &["Go and get 'em now,"]),
    ("left-out letter before a quotation", "Get 'em and then 'Go home,' he said.", &["Go home,"]),
    ("left-out letter, curly", "Get ’em while it’s hot.", &[]),
    ("open curly, closed straight", "‘Tolls rise,' he said.", &["Tolls rise,"]),
    ("open straight, closed curly", "'Tolls rise,’ he said.", &["Tolls rise,"]),
    ("backtick and apostrophe", "`Tolls rise,' he said.", &["Tolls rise,"]),
    ("backticks", "type `make all` there", &["make all"]),
    ("wrong way", "He said: ’Tolls rise,’ and left.", &["Tolls rise,"]),
    ("closed by an opening mark", "He said ‘tolls rise‘ today.", &["tolls rise"]),
    ("low", "Er sagte: ‚Die Maut steigt‘ und ging.", &["Die Maut steigt"]),
    ("low, high 9", "On rzekł ‚opłaty rosną’ i wyszedł.", &["opłaty rosną"]),
    ("low mark as a comma", "Tolls‚ he said‚ rise.", &[]),
    ("single guillemets", "‹Oui›, dit-il.", &["Oui"]),
    ("fullwidth", "He said ＇tolls rise＇ today.", &["tolls rise"]),
    ("acute for an apostrophe", "It´s late, he don´t care.", &[]),
    ("acute closes a curly one", "‘Tolls rise,´ he said.", &["Tolls rise,"]),
    ("several sentences", "'Tolls rise. It's bad. We'll pay,' he said. 'The drivers' union won't.'", &["Tolls rise. It's bad. We'll pay,", "The drivers' union won't."]),
    ("broken by its attribution", "'Tolls,' she said, 'will rise.'", &["Tolls,", "will rise."]),
    ("question", "'Who pays?' she asked. 'Not us!'", &["Who pays?", "Not us!"]),
    ("comma outside", "'Tolls rise', she said.", &["Tolls rise"]),
    ("brackets around", "the fee ('a toll') rose", &["a toll"]),
    ("dash before", "the fee—'a toll'—rose", &["a toll"]),
    ("bracketed insertion first", "'[The ban] is wrong,' he said.", &["[The ban] is wrong,"]),
    ("ellipsis first", "‘…and so it goes,’ she said.", &["…and so it goes,"]),
    ("dots first", "'...and so it goes,' she said.", &["...and so it goes,"]),
    ("currency first", "A '$5 billion mistake'?", &["$5 billion mistake"]),
    ("ordinal first", "'2nd bridge people' his weapon", &["2nd bridge people"]),
    ("number first", "'5,000 cars a day,' he said.", &["5,000 cars a day,"]),
    ("two digits and a hyphen", "a '24-hour ban' now", &["24-hour ban"]),
    ("too few letters", "the 'A' list and an 'on' switch", &[]),
    ("never closed", "He said 'tolls rise and left it there.", &[]),
    ("does not cross paragraphs", "He said 'tolls rise\n\nand left,' she wrote.", &[]),
    ("ends the paragraph", "Driver on 'the ditch'\n\nIt's late.", &["the ditch"]),
    ("exclamation last in a heading", "Tax 'em All!", &[]),
    ("not within a word", "x'y'z and a'bcd'e", &[]),
];

#[rustfmt::skip]
const OTHER_LANGUAGES: &[Case] = &[
    ("guillemets", "«Oui», dit-il.", &["Oui"]),
    ("guillemets, inner spaces", "Il a dit « oui, peut-être » hier.", &["oui, peut-être"]),
    ("guillemets, no-break spaces", "Il a dit «\u{a0}oui\u{a0}» hier.", &["oui"]),
    ("guillemets, narrow spaces", "Il a dit «\u{202f}oui\u{202f}» hier.", &["oui"]),
    ("guillemets, two", "«Да», — сказал он. «Нет».", &["Да", "Нет"]),
    ("guillemets inwards", "Er sagte »Ja« und ging.", &["Ja"]),
    ("guillemets inwards, two", "»Ja«, sagte er. »Nein!«", &["Ja", "Nein!"]),
    ("guillemets inwards, glued", "»Ja«sagte er.", &["Ja"]),
    ("guillemets, closing for both", "Hän sanoi »kyllä» heti.", &["kyllä"]),
    ("guillemets unclosed", "Il a dit « oui et partit", &["oui et partit"]),
    ("low and high 6", "Er sagte: „Die Maut steigt“ und ging.", &["Die Maut steigt"]),
    ("low and high 9", "On rzekł: „Opłaty rosną” i wyszedł.", &["Opłaty rosną"]),
    ("low and straight", "Er sagte: „Die Maut steigt\" und ging.", &["Die Maut steigt"]),
    ("low, comma after", "„Ja“, sagte er. „Nein“, sagte sie.", &["Ja", "Nein"]),
    ("low, glued after", "„Ja“sagte er, „Nein“sagte sie.", &["Ja", "Nein"]),
    ("low, in brackets", "die Maut („ein Raub“) steigt", &["ein Raub"]),
    ("high 9 for both", "Hon sade ”tullen stiger” igår.", &["tullen stiger"]),
    ("elision", "L'ami d'Anne n'a pas dit «j'ai».", &["j'ai"]),
    ("Hebrew", "הוא אמר \"כן\" אתמול", &["כן"]),
    ("Arabic", "قال «نعم» أمس", &["نعم"]),
    ("Chinese, curly", "他说：“是的。”", &["是的。"]),
];

#[rustfmt::skip]
const OUTERMOST_OF_NESTED: &[Case] = &[
    ("single in double", "“He called it ‘a theft’ then,” she said.", &["He called it ‘a theft’ then,"]),
    ("double in single", "'He said \"no\" to me,' she said.", &["He said \"no\" to me,"]),
    ("double in single, curly", "‘He said “no” to me,’ she said.", &["He said “no” to me,"]),
    ("double in double", "“He said “no” to me,” she said.", &["He said “no” to me,"]),
    ("double in double, straight", r#""He said "no" to me," she said."#, &[r#"He said "no" to me,"#]),
    ("closing together", "“He said ‘no way.’” She left.", &["He said ‘no way.’"]),
    ("closing together, straight", "\"He said 'no way.'\" She left.", &["He said 'no way.'"]),
    ("opening together", "“‘No way,’ he said,” she said.", &["‘No way,’ he said,"]),
    ("opening together, straight", "\"'No way,' he said,\" she said.", &["'No way,' he said,"]),
    ("single opens a double", "'\"No,\" he said,' she recalled.", &["\"No,\" he said,"]),
    ("single around a double", "'\"No way\"' was all", &["\"No way\""]),
    ("apostrophe in double", "“It’s the voters’ choice,” she said.", &["It’s the voters’ choice,"]),
    ("possessive last in double", "“It is the voters’” she said.", &["It is the voters’"]),
    ("possessive across a double", "the voters' \"choice\" and the unions' fear", &["choice"]),
    ("low in guillemets", "«Er sagte „nein“ dazu», schrieb er.", &["Er sagte „nein“ dazu"]),
    ("guillemets in curly", "“Il a dit «non» hier,” she said.", &["Il a dit «non» hier,"]),
    ("forgotten closing guillemet within", "“Il a dit «non hier,” she said. “So.”", &["Il a dit «non hier,", "So."]),
    ("corner in corner", "「彼は『はい』と」言った", &["彼は『はい』と"]),
    ("single within two apostrophes", "''He said 'no way' twice,'' she said.", &["He said 'no way' twice,"]),
    ("three apostrophes close", "''He said 'no way,''' she said.", &["He said 'no way,'"]),
    ("three apostrophes open", "'''No way' is no answer,'' she said.", &["'No way' is no answer,"]),
    ("single closes with two apostrophes", "'He called it a 'red line'' she said.", &["He called it a 'red line"]),
];

#[test]
fn straight_and_curly() {
    check(STRAIGHT_AND_CURLY);
}

#[test]
fn neighbours() {
    check(AROUND);
}

#[test]
fn uneven() {
    check(UNEVEN);
}

#[test]
fn measures() {
    check(MEASURES);
}

#[test]
fn single() {
    check(SINGLE);
}

#[test]
fn other_languages() {
    check(OTHER_LANGUAGES);
}

#[test]
fn outermost_of_nested() {
    check(OUTERMOST_OF_NESTED);
}

#[test]
fn white_space_around_a_paragraph_does_not_matter() {
    let all = [STRAIGHT_AND_CURLY, AROUND, UNEVEN, MEASURES, SINGLE];
    for (name, text, want) in all.concat() {
        let padded = format!(" \t{}\r\n ", text.replace("\n\n", " \n\n\u{a0}"));
        assert_eq!(outermost(&padded), want, "{name}");
    }
}

#[test]
fn a_quotation_is_the_same_in_its_own_paragraph() {
    for (name, text, want) in [STRAIGHT_AND_CURLY, AROUND, MEASURES, SINGLE].concat() {
        let found = format!("Before it.\n\n{text}\n\nAfter it.");
        assert_eq!(outermost(&found), want, "{name}");
    }
}

/// Text, and each quotation as its depth and words.
type Nested = (&'static str, &'static [(u8, &'static str)]);

#[rustfmt::skip]
const NESTED: &[Nested] = &[
    ("“He called it ‘a theft’ then,” she said.", &[(0, "He called it ‘a theft’ then,"), (1, "a theft")]),
    ("\"He called it 'a theft' then,\" she said.", &[(0, "He called it 'a theft' then,"), (1, "a theft")]),
    ("'He said \"no\" to me,' she said.", &[(0, "He said \"no\" to me,"), (1, "no")]),
    ("“He said “no” to me,” she said.", &[(0, "He said “no” to me,"), (1, "no")]),
    ("\"He said \"no\" to me,\" she said.", &[(0, "He said \"no\" to me,"), (1, "no")]),
    ("“I heard ‘She said “never” then,’ he told me.”", &[(0, "I heard ‘She said “never” then,’ he told me."), (1, "She said “never” then,"), (2, "never")]),
    ("\"I heard 'She said \"never\" then,' he told me.\"", &[(0, "I heard 'She said \"never\" then,' he told me."), (1, "She said \"never\" then,"), (2, "never")]),
    ("“One ‘two,’ ‘three’ and ‘four.’” “Five.”", &[(0, "One ‘two,’ ‘three’ and ‘four.’"), (1, "two,"), (1, "three"), (1, "four."), (0, "Five.")]),
    ("“‘No way,’ he said,” she said.", &[(0, "‘No way,’ he said,"), (1, "No way,")]),
    ("“He said ‘no way.’”", &[(0, "He said ‘no way.’"), (1, "no way.")]),
    ("“Don’t touch the voters’ rights.”", &[(0, "Don’t touch the voters’ rights.")]),
    ("«Er sagte „nein“ dazu»", &[(0, "Er sagte „nein“ dazu"), (1, "nein")]),
    ("„Er sagte ‚nein‘ dazu“", &[(0, "Er sagte ‚nein‘ dazu"), (1, "nein")]),
    ("「彼は『はい』と」", &[(0, "彼は『はい』と"), (1, "はい")]),
    ("“Il a dit «non» hier.”", &[(0, "Il a dit «non» hier."), (1, "non")]),
    ("\"“Tolls”\"", &[(0, "“Tolls”"), (1, "Tolls")]),
    ("She said “the ‘red line is gone” today.", &[(0, "the ‘red line is gone")]),
    ("It is 'the \"red line is' gone\" now.", &[(0, "red line is' gone")]),
    ("“(‘No way’)”", &[(0, "(‘No way’)"), (1, "No way")]),
    ("''He said 'no way' twice,''", &[(0, "He said 'no way' twice,"), (1, "no way")]),
];

#[test]
fn nested() {
    for (text, want) in NESTED {
        let found = read(text);
        let found: Vec<_> = found.iter().map(|q| (q.depth, words(text, q))).collect();
        assert_eq!(found, *want, "{text}");
    }
}

/// Text, and each outermost quotation as its words, whether it is closed, and which it continues.
type Continued = (&'static str, &'static [(&'static str, bool, Option<usize>)]);

#[rustfmt::skip]
const CONTINUED: &[Continued] = &[
    ("“One.\n\n“Two.\n\n“Three,” she said.", &[("One.", false, None), ("Two.", false, Some(0)), ("Three,", true, Some(1))]),
    ("\"One.\n\n\"Two,\" she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("She said: “One.\n\n“Two,” and “three.”", &[("One.", false, None), ("Two,", true, Some(0)), ("three.", true, None)]),
    ("“One.\n\nTwo,” she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("\"One.\n\nTwo,\" she said. \"Three.\"", &[("One.", false, None), ("Two,", true, Some(0)), ("Three.", true, None)]),
    ("“One.\n\nTwo,”she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("\"One.\n\nTwo,\"she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("“One.\n\nNo marks here.", &[("One.", false, None)]),
    ("“One.\n\nNo marks here.\n\n“Two,” he said.", &[("One.", false, None), ("Two,", true, None)]),
    ("“One.”\n\n“Two,” he said.", &[("One.", true, None), ("Two,", true, None)]),
    ("“One.\n\nHe said “two” then.", &[("One.", false, None), ("two", true, None)]),
    ("She said: “\n\nOne,” and left.", &[("One,", true, None)]),
    ("« Un.\n\n« Deux », dit-il.", &[("Un.", false, None), ("Deux", true, Some(0))]),
    ("« Un.\n\nDeux », dit-il.", &[("Un.", false, None), ("Deux", true, Some(0))]),
    ("„Eins.\n\n„Zwei“, sagte er.", &[("Eins.", false, None), ("Zwei", true, Some(0))]),
    ("‘One.\n\n‘Two,’ she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("'One.\n\n'It's two,' she said.", &[("One.", false, None), ("It's two,", true, Some(0))]),
    ("‘One.\n\nTwo,’ she said.", &[]),
    ("‘One.\n\n“Two,” she said.", &[("Two,", true, None)]),
    ("“One.\n\n‘Two,’ she said.", &[("One.", false, None), ("Two,", true, None)]),
    ("“A “b” c.\n\n“Two,” she said.", &[("A “b” c.", false, None), ("Two,", true, Some(0))]),
    ("“A, he said. “B,” he said.\n\n“Two,” she said.", &[("A, he said. “B,", true, None), ("Two,", true, None)]),
    ("“One ‘in’ here.\n\n“Two ‘inn.’", &[("One ‘in’ here.", false, None), ("Two ‘inn.’", false, Some(0))]),
    ("“One.\n\n \n\n“Two,” she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
    ("“One.\n\n“Two,\" she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
];

#[test]
fn continued() {
    for (text, want) in CONTINUED {
        let found = read(text);
        let outer = found.iter().filter(|q| q.depth == 0);
        let outer: Vec<_> = outer
            .map(|q| (words(text, q), q.closed, q.continues))
            .collect();
        assert_eq!(outer, *want, "{text}");
    }
}

#[test]
fn a_carried_quotation_starts_where_its_paragraph_does() {
    let text = "“One.\n\n  Two,” she said.";
    let found = read(text);
    assert_eq!(&text[found[1].start..found[1].end], "Two,”");
    assert_eq!(
        (found[1].start, found[1].paragraph),
        (found[1].inner_start, 1)
    );
}

#[test]
fn offsets_hold_the_marks() {
    let text = "É: « oui », “no,” ''so'' and 'yes sir'";
    let found = read(text);
    let whole: Vec<_> = found.iter().map(|q| &text[q.start..q.end]).collect();
    assert_eq!(whole, ["« oui »", "“no,”", "''so''", "'yes sir'"]);
}

#[test]
fn styles() {
    let cases = [
        ("\"yes\"", Style::Double),
        ("“yes”", Style::Double),
        ("''yes''", Style::Double),
        ("``yes''", Style::Double),
        ("＂yes＂", Style::Double),
        ("「yes」", Style::Double),
        ("‘yes’", Style::Single),
        ("'yes'", Style::Single),
        ("‚yes‘", Style::Single),
        ("`yes'", Style::Single),
        ("«yes»", Style::Guillemet),
        ("»yes«", Style::Guillemet),
        ("‹yes›", Style::Guillemet),
        ("„yes“", Style::LowHigh),
        ("„yes”", Style::LowHigh),
    ];
    for (text, style) in cases {
        let found: Vec<_> = read(text).iter().map(|q| (q.style, q.depth)).collect();
        assert_eq!(found, [(style, 0)], "{text}");
    }
}

#[test]
fn text_outside_the_paragraphs_is_not_read() {
    let text = "“a b c” “d e f” “g h i”";
    let middle = text.find("“d").unwrap()..text.find(" “g").unwrap();
    let found = quotations(text, std::slice::from_ref(&middle));
    assert_eq!(found.len(), 1);
    assert_eq!(words(text, &found[0]), "d e f");
}

#[test]
fn ranges_that_are_none_hold_nothing() {
    let text = "“é”";
    #[expect(clippy::reversed_empty_ranges)]
    let ranges = [1..4, 0..99, 50..60, 3..1, 0..0, 9..usize::MAX];
    assert_eq!(quotations(text, &ranges), []);
}

/// A small generator of numbers (xorshift), so that a failure can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn soup(&mut self, pieces: &[&str], len: usize) -> String {
        (0..len).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\"", "'", "`", "“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "‹", "›", "''", "``", "「", "」",
    "『", "』", "＂", "″", "′", "´", " ", " ", " ", " ", "\n\n", "\n\n", "\n", "a", "word", "Word",
    "s", "É", "日", "🔥", "12", "90s", ".", ",", "?", "…", "—", "-", "(", ")", "[", "]", ":", "\u{a0}",
    "\u{feff}", "\u{300}", "\r", "\t",
];

fn check_shape(text: &str) {
    let ranges = paragraphs(text);
    let found = quotations(text, &ranges);
    let mut open: Vec<&Quotation> = Vec::new();
    for (i, q) in found.iter().enumerate() {
        let ordered = [q.start, q.inner_start, q.inner_end, q.end];
        assert!(
            ordered.is_sorted() && q.inner_start < q.inner_end,
            "{text:?} {q:?}"
        );
        assert!(
            ordered.iter().all(|&at| text.is_char_boundary(at)),
            "{text:?} {q:?}"
        );
        let place = &ranges[q.paragraph];
        assert!(
            place.start <= q.start && q.end <= place.end,
            "{text:?} {q:?}"
        );
        open.retain(|outer| outer.end > q.start);
        assert!(
            open.iter().all(|outer| q.end <= outer.end),
            "crossing: {text:?} {q:?}"
        );
        assert_eq!(usize::from(q.depth), open.len().min(255), "{text:?} {q:?}");
        open.push(q);
        if let Some(earlier) = q.continues {
            let from = &found[earlier];
            assert!(
                earlier < i && from.paragraph < q.paragraph,
                "{text:?} {q:?}"
            );
            assert!(
                from.depth == 0 && q.depth == 0 && !from.closed,
                "{text:?} {q:?}"
            );
        }
    }
}

#[test]
fn any_soup_of_marks_gives_proper_quotations() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..40_000 {
        let len = 1 + round % 60;
        check_shape(&random.soup(PIECES, len));
    }
}

#[test]
fn any_cut_of_a_text_gives_proper_quotations() {
    for (_, text, _) in [STRAIGHT_AND_CURLY, SINGLE, OUTERMOST_OF_NESTED].concat() {
        let cuts = text.char_indices().map(|(at, _)| at);
        cuts.for_each(|at| check_shape(&text[at..]));
    }
}

/// Texts that make a quadratic reading take hours.
#[test]
fn a_megabyte_of_marks_is_read() {
    let long = |piece: &str| piece.repeat(1_000_000 / piece.len());
    let marks = [
        "\"", "“", "”", "'", "‘", "’", "`", "«", "»", "„", "「", " \"a", " 'a", " ‘A", "a' ",
    ];
    for piece in marks {
        let text = long(piece);
        quotations(&text, std::slice::from_ref(&(0..text.len())));
    }
    for (open, close) in [
        (" “a", "b” "),
        (" «a", "b» "),
        ("「", "」"),
        (" “‘abc", "d’”"),
        (" (\"'", "'\")"),
    ] {
        let text = format!("{}word{}", open.repeat(100_000), close.repeat(100_000));
        quotations(&text, std::slice::from_ref(&(0..text.len())));
    }
    let spaces = format!("a{}{}", " ".repeat(500_000), " 'b".repeat(200_000));
    quotations(&spaces, std::slice::from_ref(&(0..spaces.len())));
    let paragraphs: Vec<_> = (0..200_000).map(|i| i * 5..i * 5 + 3).collect();
    quotations(&"“\n\n".repeat(200_000), &paragraphs);
}

#[test]
fn nesting_as_deep_as_one_likes_is_listed() {
    let text = format!("{}word{}", "「a".repeat(300), "」".repeat(300));
    let found = read(&text);
    let depths: Vec<u8> = found.iter().map(|q| q.depth).collect();
    assert_eq!(
        (found.len(), depths[0], depths[254], depths[299]),
        (300, 0, 254, 255)
    );
}

#[test]
fn a_long_paragraph_of_single_quotes_is_read() {
    let sentence = "'It's the drivers' day and we won't pay,' she said of the '90s plan. ";
    let text = sentence.repeat(5_000_000 / sentence.len());
    let found = read(&text);
    assert_eq!(found.len(), 5_000_000 / sentence.len());
}
