//! Quotations within others, and those that go on in the next paragraph.

use super::*;

#[rustfmt::skip]
pub const OUTERMOST_OF_NESTED: &[Case] = &[
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
fn outermost_of_nested() {
    check(OUTERMOST_OF_NESTED);
}

#[test]
fn nested() {
    for (text, want) in NESTED {
        let found = read(text);
        let found: Vec<_> = found.iter().map(|q| (q.depth, words(text, q))).collect();
        assert_eq!(found, *want, "{text}");
    }
}

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
    ("‘One.\n\nTwo,’ she said.", &[("One.", false, None), ("Two,", true, Some(0))]),
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
fn words_end_a_sentence_behind_marks_of_inner_quotations() {
    let ends = |text: &str| read(text)[0].ends_sentence(text);
    assert!(ends("“He said, ‘No way.’” She left."));
    assert!(ends("\"He said, 'No way!'\" She left."));
    assert!(ends("‘He said, “No way.” ’ She left."));
    assert!(ends("“No way.”"));
    assert!(!ends("“He said ‘no way,’” she told us."));
    assert!(!ends("“no way” is no answer"));
}
