//! Articles, out of whatever is on disk: one file a format, all end in [`Article`].

/// One article, as decoded. Every span of the program points into `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Names the article in the table; the file's stem or the record's own id.
    pub id: String,
    /// Headline, empty where the input has none.
    pub title: String,
    /// Address it was published at, or empty.
    pub url: String,
    /// Who published it, or empty.
    pub outlet: String,
    /// When it was published, as the input writes it, or empty.
    pub published: String,
    /// The text as decoded; never edited afterwards.
    pub text: String,
}
