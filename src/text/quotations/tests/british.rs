//! Passages in single marks, as British papers print them. Each is read as it stands, in curly marks,
//! and in straight ones.

use super::*;

/// What a passage shows, the passage, and the words of its outermost quotations.
type Passage = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const PASSAGES: &[Passage] = &[
    ("apostrophes and possessives",
     "The ferry workers’ union has rejected the offer. ‘It’s the crews’ holidays they’re after, and we won’t have it,’ said Moira Petrie, the union’s secretary. The owners’ reply came at noon: ‘There’s no more money.’",
     &["It’s the crews’ holidays they’re after, and we won’t have it,", "There’s no more money."]),
    ("possessives and nested names",
     "‘The drivers’ leaders want “Big Bertha” mended before James’ boat is sold,’ she said, ‘and I’m with them.’",
     &["The drivers’ leaders want “Big Bertha” mended before James’ boat is sold,", "and I’m with them."]),
    ("double marks within, closing together",
     "‘He looked at me and said, “You’ll never finish it.”’ She laughed. ‘Well, I’ve finished it.’",
     &["He looked at me and said, “You’ll never finish it.”", "Well, I’ve finished it."]),
    ("double marks within, a space between",
     "‘I’ve had enough of the word “partnership,” ’ he told the committee.",
     &["I’ve had enough of the word “partnership,”"]),
    ("double marks open together",
     "‘“Not in my time,” she said, and she meant it,’ he recalled.",
     &["“Not in my time,” she said, and she meant it,"]),
    ("several paragraphs, opened behind their speaker",
     "Mr Haddow told the inquiry: ‘The alarm rang at six. Nobody’s key fitted.\n\n‘We broke the brewers’ door with a bench. It wasn’t much of a door.\n\n‘After that we waited,’ he added.",
     &["The alarm rang at six. Nobody’s key fitted.", "We broke the brewers’ door with a bench. It wasn’t much of a door.", "After that we waited,"]),
    ("several paragraphs, opened behind a broken quotation",
     "‘I came for a week,’ she said. ‘That’s thirty years ago. My landlady said, “You’ll stay.”\n\n‘She was right.’",
     &["I came for a week,", "That’s thirty years ago. My landlady said, “You’ll stay.”", "She was right."]),
    ("several paragraphs, the mark not repeated",
     "The letter read: ‘We regret the noise.\n\nIt will not happen again.’ The council is pleased.",
     &["We regret the noise.", "It will not happen again."]),
    ("a name in a paragraph that goes on",
     "‘We opened with ‘Swan Lake’ and nobody came. It’s a cold house.\n\n‘The critics came later,’ she said.",
     &["We opened with ‘Swan Lake’ and nobody came. It’s a cold house.", "The critics came later,"]),
    ("a forgotten closing mark",
     "The weir is safe, said Dr Okafor. ‘There’s no leak, and there never was. People should sleep.\n\nThe valley’s mayors are not so sure. ‘It creaks,’ said one.",
     &["There’s no leak, and there never was. People should sleep.", "It creaks,"]),
    ("left-out letters and foreign names in a text of double marks",
     "’Twas cold. The adviser, ‘Abd al-Karim, left early.\n\nThe owners’ men followed. “It’s true,” he said.",
     &["It’s true,"]),
    ("several paragraphs with possessives, opened behind their speaker",
     "The mayor said: ‘We’ll rebuild. The drivers’ union won’t like it.\n\n‘But the growers’ plots stay. They’ve been there since ’74.\n\n‘That’s a promise,’ she told the council.",
     &["We’ll rebuild. The drivers’ union won’t like it.", "But the growers’ plots stay. They’ve been there since ’74.", "That’s a promise,"]),
    ("a forgotten closing mark, then another quotation",
     "‘There’s no leak, she said. ‘There never was,’ she added.",
     &["There’s no leak, she said. ‘There never was,"]),
    ("left-out letters and years",
     "‘We’ve grown ’em here since ’74, and we’ll grow ’em in the ’30s,’ he said.",
     &["We’ve grown ’em here since ’74, and we’ll grow ’em in the ’30s,"]),
    ("left-out letters in the reporter’s words",
     "In the summer of ’89 they sold ’em by the roadside, and the farmer’s wife kept the books. ‘Nobody cheated,’ he said.",
     &["Nobody cheated,"]),
    ("feet and minutes",
     "The wreck lies at 54° 12’ north. ‘She’s 60’ long and 12’ wide,’ said the diver, who is 6’ tall.",
     &["She’s 60’ long and 12’ wide,"]),
    ("very short ones",
     "‘No,’ he said. Would he stand again? ‘No!’ And the deputy’s answer was ‘no’ too.",
     &["No,", "No!", "no"]),
    ("comma outside",
     "The scheme is ‘costed, tested and ready’, the minister said, and ‘no one’s job is at risk’.",
     &["costed, tested and ready", "no one’s job is at risk"]),
    ("scare quotes in a row",
     "Critics call it the ‘weeds tax’, the ‘plot levy’ or the growers’ ‘final straw’.",
     &["weeds tax", "plot levy", "final straw"]),
    ("ends in s without punctuation",
     "The group spoke of ‘broken promises’ and of the tenants’ ‘fair claim’ to the sheds.",
     &["broken promises", "fair claim"]),
    ("a plural at the end of the first words, and the next paragraph quoted",
     "‘Enough is enough’ was chalked on the gates. The porters’ hut was empty.\n\n‘We’ve gone home,’ said a note.",
     &["Enough is enough", "We’ve gone home,"]),
    ("a space forgotten behind the mark",
     "‘We shall appeal,’Mr Roche said. ‘It’s wrong.’That was all.",
     &["We shall appeal,", "It’s wrong."]),
    ("a space too many before the mark",
     "‘We shall appeal, ’ Mr Roche said. ‘It’s wrong.’",
     &["We shall appeal,", "It’s wrong."]),
    ("two marks close together",
     "‘They called it ‘the worst of our years’’, she wrote.",
     &["They called it ‘the worst of our years"]),
    ("an answer in the single style of a headline",
     "‘We won’t be moved’: allotment holders’ answer to the Treasury’s ‘insult’",
     &["We won’t be moved", "insult"]),
    ("numbers first",
     "‘47,000 signatures isn’t nothing,’ he said. The film ‘13th’ and the ‘9.8 per cent’ rise were his themes.",
     &["47,000 signatures isn’t nothing,", "13th", "9.8 per cent"]),
    ("behind a dash and in brackets",
     "It was over – ‘done and dusted’ – by four (‘or five’, said his wife).",
     &["done and dusted", "or five"]),
];

fn straight(text: &str) -> String {
    text.replace(['‘', '’'], "'").replace(['“', '”'], "\"")
}

#[test]
fn passages_in_curly_marks() {
    check(PASSAGES);
}

#[test]
fn passages_in_straight_marks() {
    for (name, text, want) in PASSAGES {
        let text = straight(text);
        let want: Vec<String> = want.iter().map(|words| straight(words)).collect();
        assert_eq!(outermost(&text), want, "{name}: {text}");
    }
}
