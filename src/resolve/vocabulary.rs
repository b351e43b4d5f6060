//! The classes that resolving asks for, looked up once.

use crate::lexicon::{Classes, Dictionary, Lexicon};

/// The class of the mark of a genitive.
const GENITIVE: &str = "genitive";

macro_rules! vocabulary {
    ($($field:ident = $name:literal),* $(,)?) => {
        /// Sets of one class each; empty where the lexicon has no such class.
        #[derive(Debug, Default)]
        pub struct Vocabulary {
            /// What stands between an owner's name and what is owned.
            pub genitive_mark: String,
            $(#[doc = concat!("Class `", $name, "`.")] pub $field: Classes,)*
        }

        impl Vocabulary {
            /// Looks the classes up, and the mark of a genitive.
            pub fn new(lexicon: &Lexicon) -> Self {
                let registry = &lexicon.registry;
                let mark = lexicon
                    .facts
                    .iter()
                    .find(|f| f.dictionary == Dictionary::Words && f.sort.as_ref() == GENITIVE);
                Vocabulary {
                    genitive_mark: mark.map_or_else(String::new, |f| f.name.to_string()),
                    $($field: registry.set($name),)*
                }
            }
        }
    };
}

vocabulary! {
    // letters and marks
    word = "word",
    unknown = "unknown",
    capitalised = "capitalised",
    all_caps = "all-caps",
    initial = "initial",
    number = "number",
    comma = "comma",
    stop = "stop",
    dash = "dash",
    colon = "colon",
    open = "open",
    close = "close",
    quote = "quote",
    mark = "mark",
    apostrophe = "apostrophe",
    // names
    person_name = "person-name",
    given = "given",
    title = "title",
    male = "male",
    female = "female",
    particle = "name-particle",
    suffix = "name-suffix",
    affiliation = "affiliation",
    organization = "organization",
    news = "org-news-organisation",
    institution = "institution",
    institution_short = "institution-short",
    place = "place",
    country = "country",
    capital = "capital",
    metonym = "metonym",
    demonym = "demonym",
    place_adjective = "place-adjective",
    // nouns
    role = "role",
    human = "human",
    group = "group",
    document = "document",
    plural = "plural",
    // closed classes
    determiner = "determiner",
    definite = "definite",
    again = "again",
    elsewhere = "elsewhere",
    possessive = "possessive",
    genitive = "genitive",
    quantifier = "quantifier",
    adjective = "adjective-common",
    adverb = "adverb",
    sentence_adverb = "sentence-adverb",
    preposition = "preposition",
    conjunction = "conjunction",
    subordinator = "subordinator",
    relative = "relative",
    negation = "negation",
    not_a_name = "not-a-name",
    of = "of",
    author = "author",
    toward = "toward",
    way = "way",
    male_pronoun = "pronoun-male",
    female_pronoun = "pronoun-female",
    thing_pronoun = "pronoun-thing",
    plural_pronoun = "pronoun-plural",
    first_pronoun = "pronoun-first",
    relative_pronoun = "pronoun-relative",
    pronoun_subject = "pronoun-subject",
    pronoun_object = "pronoun-object",
    // times
    month = "month",
    weekday = "weekday",
    time = "time",
    month_number = "month-number",
    weekday_number = "weekday-number",
    day_offset = "day-offset",
    // verbs and cues
    verb = "verb",
    cue = "cue",
    cue_verb = "cue-verb",
    cue_phrase = "cue-phrase",
    statement = "statement",
    attitude = "attitude",
    past = "past",
    ing = "ing",
    that = "that",
    takes_addressee = "takes-addressee",
    takes_addressee_to = "takes-addressee-to",
    third = "third",
    // channels
    channel_name = "channel-name",
    channel_noun = "channel-noun",
    channel_place = "channel-place",
    channel_addressee = "channel-addressee",
    channel_verb = "channel-verb",
    channel_event = "channel-event",
    channel_outlet = "channel-outlet",
    // what the phrase rules made
    np = "np",
    src = "src",
    subject = "subject",
    person = "person",
    name = "name",
}
