//! The units of a sentence: lexicon entries, quotations and marks first, phrases of them later.

use std::ops::Range;

use super::file::Rules;
use super::forms::{Known, Source};
use super::matcher::Matcher;
use super::readings::Readings;
use crate::lexicon::{Classes, Lexicon, trie};
use crate::text::{Document, Sentence, Shape, Token, TokenKind};

/// What rules see: a run of tokens with the classes that it has.
#[derive(Debug, Clone)]
pub struct Unit {
    /// What it can be.
    pub classes: Classes,
    /// Indices into `Document.tokens`.
    pub tokens: Range<u32>,
    /// Units of the first level that it was folded from.
    pub base: Range<u32>,
    /// The unit of the first level that decides what it is.
    pub head: u32,
}

impl Unit {
    /// A unit of the first level.
    pub fn first(number: usize, classes: Classes, tokens: Range<usize>) -> Unit {
        let number = number as u32;
        Unit {
            classes,
            tokens: tokens.start as u32..tokens.end as u32,
            base: number..number + 1,
            head: number,
        }
    }
}

/// A quotation of more words than this is no name of an outlet.
const LONGEST_OUTLET: usize = 8;

/// A quotation of this many words and more may stand for itself.
const LONG_QUOTATION: usize = 4;

/// Cuts a sentence into its first units: the next one of `readings`, and where the matcher folds.
pub fn base_units(
    text: &str,
    document: &Document,
    sentence: &Sentence,
    lexicon: &Lexicon,
    rules: &Rules,
    matcher: &mut Matcher,
    readings: &mut Readings,
) {
    matcher.new_sentence();
    readings.begin();
    let mut maker = Maker {
        text,
        document,
        lexicon,
        rules,
        room: std::mem::take(&mut matcher.room),
        matcher,
        names_from: names_from(&document.tokens, sentence.tokens.clone()),
        out: readings,
    };
    maker.run(sentence.tokens.clone());
    let Maker { room, .. } = maker;
    matcher.room = room;
    readings.end(sentence.tokens.end);
}

/// The second word of a sentence; past its end where nearly every word has a capital letter, as in
/// a headline.
fn names_from(tokens: &[Token], range: Range<usize>) -> usize {
    let words = tokens[range.clone()]
        .iter()
        .filter(|t| t.kind == TokenKind::Word && t.end - t.start > 3);
    let (mut capital, mut all) = (0, 0);
    for word in words {
        all += 1;
        capital += usize::from(word.shape != Shape::Lower);
    }
    if capital * 10 >= all * 7 && all > 3 {
        range.end
    } else {
        range.start + 1
    }
}

/// Several words with capital letters, and none of more than three bytes without, as titles of works
/// are written.
fn in_capitals(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let mut capitals = 0;
    for word in words {
        match word.shape {
            Shape::Capitalised => capitals += 1,
            _ if word.end - word.start > 3 => return false,
            _ => {}
        }
    }
    capitals > 1
}

/// Room to look words up in, kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Room {
    /// Word ids of the stretch between two quotations.
    words: Vec<trie::WordId>,
    /// Numbers of their forms.
    numbers: Vec<u32>,
    /// What one look-up gives.
    found: Vec<u32>,
}

struct Maker<'a> {
    text: &'a str,
    document: &'a Document,
    lexicon: &'a Lexicon,
    rules: &'a Rules,
    matcher: &'a mut Matcher,
    room: Room,
    /// From this token on, a capital letter means a name; past the end in a headline.
    names_from: usize,
    out: &'a mut Readings,
}

impl Maker<'_> {
    fn run(&mut self, tokens: Range<usize>) {
        let document = self.document;
        let mut at = tokens.start;
        let first_byte = document.tokens.get(at).map_or(0, |t| t.start as usize);
        let mut quotation = document.quotations.partition_point(|q| q.end <= first_byte);
        while at < tokens.end {
            let start = document.tokens[at].start as usize;
            while document
                .quotations
                .get(quotation)
                .is_some_and(|q| q.end <= start || q.depth > 0)
            {
                quotation += 1;
            }
            match document.quotations.get(quotation) {
                Some(q) if q.start <= start => {
                    let end = at
                        + document.tokens[at..tokens.end]
                            .partition_point(|t| (t.start as usize) < q.end);
                    self.quotation(quotation, at..end.max(at + 1));
                    at = end.max(at + 1);
                }
                next => {
                    let limit = next.map_or(usize::MAX, |q| q.start);
                    let end = at
                        + document.tokens[at..tokens.end]
                            .partition_point(|t| (t.start as usize) < limit);
                    self.stretch(at..end);
                    at = end;
                }
            }
        }
    }

    fn push(&mut self, classes: Classes, tokens: Range<usize>) {
        let known = Known {
            kind: self.matcher.kinds.kind(classes, &self.rules.plan),
            set: self.matcher.sets.number(classes),
        };
        let Matcher {
            kinds, units, sets, ..
        } = &mut *self.matcher;
        kinds.push(known.kind);
        let entries = &self.room.found;
        self.out.push(tokens.start, known.set, entries, sets);
        units.push(Unit::first(units.len(), classes, tokens));
    }

    /// `“Meet the Press,”`: a quotation that is nothing but the name of an outlet is that name, and a
    /// comma or stop in it is the sentence's; whether it is one.
    fn outlet(&mut self, tokens: Range<usize>) -> bool {
        let (document, lexicon) = (self.document, self.lexicon);
        let all = &document.tokens[tokens.clone()];
        let is_word = |token: &Token| !matches!(token.kind, TokenKind::Mark(_));
        let (Some(first), Some(last)) =
            (all.iter().position(is_word), all.iter().rposition(is_word))
        else {
            return false;
        };
        let inner = tokens.start + first..tokens.start + last + 1;
        if !(2..=LONGEST_OUTLET).contains(&inner.len()) {
            return false;
        }
        self.number(inner.clone());
        let (words, rest) = (&self.room.words, &document.tokens[inner.clone()]);
        let length = match self.may_go_on(0) {
            true => lexicon.trie.longest(2, words, rest, &mut self.room.found),
            false => 0,
        };
        let outlet = self.rules.built_in.outlet;
        let mut classes = self.room.found.iter().map(|e| lexicon.classes_of(*e));
        if length != inner.len() || !classes.any(|classes| classes.meets(outlet)) {
            return false;
        }
        let number = self.room.numbers[length - 1];
        let behind = &document.tokens[inner.end..tokens.end];
        let built_in = &self.rules.built_in;
        let pauses = [
            built_in.comma,
            built_in.stop,
            built_in.question,
            built_in.semicolon,
        ];
        let behind = behind.first().map(|token| built_in.of_token(token));
        match behind.filter(|mark| pauses.iter().any(|&pause| mark.meets(pause))) {
            Some(pause) => {
                self.entry(tokens.start..inner.end, inner.start, number);
                self.room.found.clear();
                self.push(pause, inner.end..tokens.end);
            }
            None => self.entry(tokens, inner.start, number),
        }
        true
    }

    fn quotation(&mut self, index: usize, tokens: Range<usize>) {
        if self.outlet(tokens.clone()) {
            return;
        }
        let q = &self.document.quotations[index];
        let inner = &self.text[q.inner_start..q.inner_end];
        let words = self.document.tokens[tokens.clone()]
            .iter()
            .filter(|t| !matches!(t.kind, TokenKind::Mark(_)))
            .count();
        let built_in = &self.rules.built_in;
        let mut classes = built_in.quote;
        if words >= LONG_QUOTATION {
            classes.extend(built_in.quote_long);
        }
        match q.last(self.text) {
            Some(',') => classes.extend(built_in.quote_comma),
            Some('.' | '!' | '?' | '…') => classes.extend(built_in.quote_stop),
            _ => {}
        }
        if inner
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
        {
            classes.extend(built_in.quote_capital);
        }
        if in_capitals(&self.document.tokens[tokens.clone()]) {
            classes.extend(built_in.quote_capitals);
        }
        self.room.found.clear();
        self.out.quotation(index as u32);
        self.push(classes, tokens);
    }

    /// Looks up words and forms of tokens.
    fn number(&mut self, tokens: Range<usize>) {
        self.room.words.clear();
        self.room.numbers.clear();
        let source = Source {
            text: self.text,
            lexicon: self.lexicon,
            rules: self.rules,
        };
        let Matcher { forms, sets, .. } = &mut *self.matcher;
        for token in &self.document.tokens[tokens] {
            let number = forms.number(token, source, sets);
            self.room.words.push(forms.form(number).word);
            self.room.numbers.push(number);
        }
    }

    /// Tokens outside quotations: longest entries, else words one by one.
    fn stretch(&mut self, tokens: Range<usize>) {
        let (document, lexicon) = (self.document, self.lexicon);
        self.number(tokens.clone());
        let mut i = 0;
        while i < self.room.words.len() {
            let at = tokens.start + i;
            let length = match self.may_go_on(i) {
                true => {
                    let rest = &document.tokens[at..tokens.end];
                    let words = &self.room.words[i..];
                    lexicon.trie.longest(2, words, rest, &mut self.room.found)
                }
                false => 1,
            };
            match length {
                0 | 1 => self.single(self.room.numbers[i], at),
                _ => self.entry(at..at + length, at, self.room.numbers[i + length - 1]),
            }
            i += length.max(1);
        }
    }

    /// Whether an entry may begin with the word in place `i` and the next.
    fn may_go_on(&self, i: usize) -> bool {
        let follow = self.matcher.forms.form(self.room.numbers[i]).follow;
        let next = self.room.words.get(i + 1);
        next.is_some_and(|next| follow & trie::follower(*next) != 0)
    }

    /// Whether a capital letter of the token at `at` means a name.
    fn is_mid_capital(&self, at: usize) -> bool {
        let token = &self.document.tokens[at];
        at >= self.names_from && token.shape != Shape::Lower && token.kind == TokenKind::Word
    }

    /// A word that no longer entry begins with.
    fn single(&mut self, number: u32, at: usize) {
        let capital = self.is_mid_capital(at);
        if capital {
            let begun = self.matcher.units.last().is_some_and(|unit| {
                unit.tokens.end as usize == at && unit.classes.meets(self.rules.own_names.behind)
            });
            self.learn_name(begun, number);
        }
        let Matcher {
            forms,
            kinds,
            units,
            sets,
            own,
            ..
        } = &mut *self.matcher;
        let named = own.contains(&number);
        let (form, entries) = forms.get(number);
        let variant = usize::from(capital) + 2 * usize::from(named);
        if form.known[variant] == Known::NOT {
            let mut classes = sets.get(form.set);
            if capital {
                classes.extend(self.rules.built_in.mid_capital);
            }
            if named {
                classes.extend(self.rules.built_in.namelike);
            }
            form.known[variant] = Known {
                kind: kinds.kind(classes, &self.rules.plan),
                set: sets.number(classes),
            };
        }
        let known = form.known[variant];
        kinds.push(known.kind);
        self.out.push(at, known.set, entries, sets);
        units.push(Unit::first(units.len(), sets.get(known.set), at..at + 1));
    }

    /// "Michelle Fields": from here on the article's "Fields" is a name, though the dictionaries know
    /// the word as another.
    fn learn_name(&mut self, begun: bool, number: u32) {
        if !begun {
            return;
        }
        let Matcher { forms, sets, .. } = &*self.matcher;
        let classes = sets.get(forms.form(number).set);
        let never = classes.meets(self.rules.own_names.never);
        if !never && !classes.meets(self.rules.built_in.unknown) {
            self.matcher.own.insert(number);
        }
    }

    /// An entry of several words: where the first stands, and the number of the last.
    fn entry(&mut self, tokens: Range<usize>, first: usize, last: u32) {
        let built_in = &self.rules.built_in;
        let mut classes = built_in.of_token(&self.document.tokens[first]);
        if self.is_mid_capital(first) {
            classes.extend(built_in.mid_capital);
        }
        let entries = self.room.found.iter();
        classes.extend(built_in.told(entries.map(|e| self.lexicon.classes_of(*e))));
        self.learn_name(classes.meets(self.rules.own_names.whole), last);
        self.push(classes, tokens);
    }
}
