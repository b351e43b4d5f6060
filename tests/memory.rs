//! After a change of a lexicon only the articles that it can reach are analysed again, and what comes
//! out is what a run over all articles gives.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::analyzer::Options;
use sayso::input::{Fields, Item, Records};
use sayso::lexicon::Folders;
use sayso::workshop::Memory;
use sayso::{Analyzer, Article};

fn articles() -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = vec![
        root.join("articles"),
        root.join("lexicons/tutorial/articles"),
    ];
    let decoded = Records::new(folders).map(|record| record.decode(&Fields::default()));
    let articles = decoded.filter_map(|item| match item {
        Item::Article(article) => Some(article),
        Item::Failed(_) => None,
    });
    articles.collect()
}

fn analyzer(overlay: PathBuf) -> Analyzer {
    let folders = Folders {
        base: None,
        overlays: vec![overlay],
    };
    let options = Options {
        attitudes: true,
        min_confidence: None,
    };
    Analyzer::new(&folders, options).unwrap_or_else(|faults| panic!("{}", faults.join("\n")))
}

/// What one saving leaves of a dictionary, and whether articles without its words keep their claims.
const EDITS: [(&str, &str, bool); 23] = [
    ("cues.csv", "cue,pos,class,takes\n", true),
    (
        "cues.csv",
        "cue,pos,class,takes\nharrumph,verb,say,quote that\n",
        true,
    ),
    (
        "cues.csv",
        "cue,pos,class,takes\nmutter,verb,say,quote that\nharrumph,verb,say,quote that\n",
        true,
    ),
    (
        "cues.csv",
        "cue,pos,class,takes,remove\nwarn,verb,,,x\nannounce,verb,,,x\n",
        true,
    ),
    ("people.csv", "id,name,aliases,country\n", true),
    (
        "people.csv",
        "id,name,aliases,country\nq1,Somebody Else,Smith|the old man,France\n",
        true,
    ),
    (
        "people.csv",
        "id,name,aliases,country\nq0,Nobody Here,,\nq1,Somebody Else,Smith|the minister,Spain\n",
        true,
    ),
    ("given_names.csv", "name,gender\nMaria,m\n", true),
    (
        "roles.csv",
        "role,kind,plural,gender\nbridge,role,,f\n",
        true,
    ),
    (
        "organizations.csv",
        "name,type,aliases,country\nOld Bridge,company,the bridge,France\n",
        true,
    ),
    (
        "places.csv",
        "place,type,names\nBridgeland,country,Vienna\n",
        true,
    ),
    (
        "channels.csv",
        "channel,form,kind,outlet\nletter,letter,noun,\n",
        true,
    ),
    (
        "channels.csv",
        "channel,form,kind,outlet\nletter,Letterbox,name,\n",
        false,
    ),
    ("words.csv", "word,class\nhowever,sentence-adverb\n", true),
    ("words.csv", "word,class\n'rd,clitic\n", false),
    (
        "abbreviations.csv",
        "abbreviation,kind\nsaid.,other\n",
        false,
    ),
    (
        "boilerplate.csv",
        "pattern,kind,class\nthe,contains,share\n",
        false,
    ),
    ("confidence.csv", "feature,value,weight\nbase,,-9\n", false),
    (
        "confidence.csv",
        "feature,value,weight\ncue,say,0.5\n",
        false,
    ),
    (
        "inflections.csv",
        "form,pattern,replacement\npast,^(s)ay$,${1}ayed\n",
        true,
    ),
    (
        "rules.toml",
        "[[frame]]\nid = \"quote-quoting\"\nremove = true\n",
        false,
    ),
    ("rules.toml", "speech = \"class-say\"\n", false),
    ("rules.toml", "[channels]\nvague = \"report\"\n", false),
];

#[test]
fn what_is_remembered_is_what_would_be_found() {
    let dir = tempfile::tempdir().unwrap();
    let articles = articles();
    fs::write(dir.path().join("words.csv"), "word,class\n").unwrap();
    let mut analyzers = analyzer(dir.path().to_owned());
    let mut memory = Memory::new(&analyzers);
    let (mut moved, mut kept) = (0, 0);
    for (file, text, confined) in EDITS {
        let before: Vec<_> = articles
            .iter()
            .map(|article| memory.analyze(&analyzers, article))
            .collect();
        fs::write(dir.path().join(file), text).unwrap();
        analyzers = analyzer(dir.path().to_owned());
        let known = memory.change(&analyzers);
        assert_eq!(known > 0, confined, "{file}: {text}");
        kept += known;
        for (article, before) in articles.iter().zip(before) {
            let found = memory.analyze(&analyzers, article);
            let wanted = analyzers.analyze(article);
            assert!(found == wanted, "{}, after {file}: {text}", article.id);
            moved += usize::from(found != before);
        }
    }
    assert!(moved > 40, "the edits change too little: {moved} articles");
    assert!(kept > 100, "too little is remembered: {kept} articles");
}

#[test]
fn another_article_of_the_same_name_is_read_anew() {
    let analyzer = Analyzer::new(&Folders::default(), Options::default()).unwrap();
    let memory = Memory::new(&analyzer);
    let claims = |text: &str| {
        let article = Article {
            id: "a".to_owned(),
            text: text.to_owned(),
            ..Article::default()
        };
        memory.analyze(&analyzer, &article).len()
    };
    assert_eq!(claims("Anna Smith said that it stays."), 1);
    assert_eq!(claims("Nothing was to be heard."), 0);
    assert_eq!(claims("Anna Smith said that it stays."), 1);
}
