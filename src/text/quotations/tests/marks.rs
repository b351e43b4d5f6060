//! Double marks, and what stands around them.

use super::*;

#[rustfmt::skip]
pub const STRAIGHT_AND_CURLY: &[Case] = &[
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
pub const AROUND: &[Case] = &[
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
pub const UNEVEN: &[Case] = &[
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
pub const MEASURES: &[Case] = &[
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
fn other_languages() {
    check(OTHER_LANGUAGES);
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
