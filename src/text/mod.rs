//! Paragraphs, boilerplate, sentences, tokens and quotations.
pub mod quotations;
