//! The classes that resolving asks for, looked up once.

use crate::lexicon::{Classes, Dictionary, Lexicon};
use crate::resolve::values::Values;

/// The class of the mark of a genitive.
const GENITIVE: &str = "genitive";
/// The class of the word between two who are meant together.
const JOINT: &str = "joins-people";
/// The class of offices, with what else who has one may be called.
const OFFICE: &str = "office";
/// The class of nouns for bodies, with the types of those that they may mean.
const BODY: &str = "body-kind";

macro_rules! vocabulary {
    ($($field:ident = $name:literal,)*; $($joined:ident = [$($part:ident)*],)*) => {
        /// Sets of one class each, empty where the lexicon has no such class, and sets of several.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Vocabulary {
            /// What stands between an owner's name and what is owned.
            pub genitive_mark: String,
            /// What stands between two who are meant together.
            pub joint_mark: String,
            /// What an office is, and what else who has it may be called.
            pub offices: Values,
            /// Types of the bodies that a noun may mean without being told of them.
            pub bodies: Values,
            $(#[doc = concat!("Class `", $name, "`.")] pub $field: Classes,)*
            $(#[doc = concat!($("`", stringify!($part), "` "),*)]
            pub $joined: Classes,)*
        }

        impl Vocabulary {
            /// Looks the classes up, and the mark of a genitive.
            pub fn new(lexicon: &Lexicon) -> Self {
                let registry = &lexicon.registry;
                let mark = lexicon.facts.of(Dictionary::Words).find(|f| f.sort == GENITIVE);
                let joint = lexicon.facts.of(Dictionary::References).find(|f| f.sort == JOINT);
                let mut out = Vocabulary {
                    joint_mark: joint.map_or_else(String::new, |f| f.name.to_string()),
                    offices: Values::new(lexicon, OFFICE),
                    bodies: Values::new(lexicon, BODY),
                    genitive_mark: mark.map_or_else(String::new, |f| f.name.to_string()),
                    $($field: registry.set($name),)*
                    $($joined: Classes::NONE,)*
                };
                $($(out.$joined.extend(out.$part);)*)*
                out
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
    short_title = "short-title",
    male = "male",
    female = "female",
    particle = "name-particle",
    shared_voice = "shared-voice",
    kin = "kin",
    platform_voice = "platform-voice",
    suffix = "name-suffix",
    legal_form = "legal-form",
    own_name = "namelike",
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
    one_medium = "one-medium",
    two = "two",
    leads = "leads",
    held = "held",
    own_voice = "own-voice",
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
    infinitive_to = "infinitive-to",
    of = "of",
    no_way_behind = "no-way-behind",
    answers = "answers",
    workplace = "workplace",
    joins_field = "joins-field",
    joins_names = "joins-names",
    with_field = "with-field",
    author = "author",
    reader = "reader",
    toward = "toward",
    way = "way",
    male_pronoun = "pronoun-male",
    female_pronoun = "pronoun-female",
    thing_pronoun = "pronoun-thing",
    plural_pronoun = "pronoun-plural",
    first_pronoun = "pronoun-first",
    relative_pronoun = "pronoun-relative",
    pronoun_people = "pronoun-people",
    anybody = "anybody",
    former = "former",
    pronoun_subject = "pronoun-subject",
    pronoun_object = "pronoun-object",
    reflexive = "reflexive",
    // times
    month = "month",
    weekday = "weekday",
    time = "time",
    month_number = "month-number",
    weekday_number = "weekday-number",
    day_offset = "day-offset",
    // verbs and cues
    verb = "verb",
    have = "have",
    be = "be",
    said_before = "said-before",
    happens = "happens",
    portfolio_word = "portfolio-word",
    cue = "cue",
    cue_verb = "cue-verb",
    cue_phrase = "cue-phrase",
    asks = "class-ask",
    wh = "wh",
    writes = "class-write",
    statement = "statement",
    attitude = "attitude",
    past = "past",
    ing = "ing",
    participle = "participle",
    that = "that",
    takes_addressee = "takes-addressee",
    takes_np = "takes-np",
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
    outlet_word = "outlet-word",
    outlet_name = "outlet-name",
    body_word = "body-word",
    // what the phrase rules made
    np = "np",
    src = "src",
    person = "person",
    name = "name",
    ;
    // several at once: no part of a name even behind a given name
    never_in_name = [determiner preposition conjunction pronoun_subject month weekday time not_a_name
        subordinator relative quote affiliation number genitive sentence_adverb channel_name],
    // no part of a run of capital words
    never_in_run = [title role human person_name month weekday quote organization given channel_name
        affiliation],
    // no part of the name of a medium
    never_in_outlet = [quote title weekday month determiner pronoun_subject],
    // heads of mentions without a name
    nouns = [role human group document title channel_noun demonym],
    // what a pronoun before it owns
    owned_nouns = [role human group document title],
    // first units of mentions: names begin with a capital letter, others with a word of a dictionary
    begins_mention = [nouns capitalised person_name institution organization place channel_place],
    // between a determiner and its noun
    inside_np = [adjective place_adjective demonym place institution organization number unknown
        quantifier given title],
    // before an apposition's noun
    before_noun = [determiner possessive adjective unknown number place_adjective demonym place title
        role],
    // units that tell a day
    dated = [month_number weekday_number day_offset],
    // units that a channel may stand in
    any_channel = [channel_name channel_noun channel_place channel_addressee channel_verb
        channel_event channel_outlet news outlet_word outlet_name],
    // between a channel's noun and the word that brings it
    before_channel = [determiner possessive genitive apostrophe adjective number quantifier again
        capitalised unknown time weekday role human group place_adjective organization institution
        channel_noun channel_place quote],
    // never there
    not_before_channel = [comma conjunction stop negation that],
    // behind names, also behind a comma
    suffixes = [suffix legal_form],
    // what names a place
    places = [place demonym place_adjective],
    // pronouns that can be a source
    pronouns = [male_pronoun female_pronoun thing_pronoun plural_pronoun first_pronoun
        relative_pronoun],
}
