//! Opens one file: tells its format by its name or its first bytes, unpacks it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use encoding_rs::Decoder;
use flate2::read::MultiGzDecoder;

use super::{MAX_RECORD_BYTES, decode::utf16_by_mark, is_stdin, lines::Lines};

const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Bytes that are looked at to tell the format.
const HEAD: usize = 64 << 10;

/// Bytes that are read at a time.
const BUFFER: usize = 256 << 10;

type Input = Box<dyn Read + Send>;

/// What the name of a file says of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `.txt`, `.txt.gz`.
    Text,
    /// `.jsonl`, `.jsonl.gz`.
    Json,
    /// No ending: the first bytes tell.
    Untold,
    /// Another ending.
    Other,
}

impl Format {
    /// By the file's name.
    pub(super) fn of(path: &Path) -> Format {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match split_ending(strip_ending(&name, "gz")) {
            (_, Some(ending)) if ending.eq_ignore_ascii_case("txt") => Format::Text,
            (_, Some(ending)) if ending.eq_ignore_ascii_case("jsonl") => Format::Json,
            (_, Some(_)) => Format::Other,
            (_, None) => Format::Untold,
        }
    }
}

/// The name before `.txt`, `.jsonl`, with or without `.gz`.
pub(super) fn without_endings(name: &str) -> &str {
    let name = strip_ending(name, "gz");
    let bare = strip_ending(name, "txt");
    if bare.len() < name.len() {
        bare
    } else {
        strip_ending(name, "jsonl")
    }
}

fn strip_ending<'a>(name: &'a str, ending: &str) -> &'a str {
    match split_ending(name) {
        (stem, Some(found)) if found.eq_ignore_ascii_case(ending) => stem,
        _ => name,
    }
}

/// A name that starts with its only dot has no ending.
fn split_ending(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, Some(ending)),
        _ => (name, None),
    }
}

/// An opened file.
pub(super) enum Source {
    /// One article, to the end.
    Text(Input),
    /// One article a line.
    Json(Lines),
}

/// Opens a file, or standard input, and unpacks gzip whatever its name is.
pub(super) fn open(path: &Path, format: Format) -> io::Result<Source> {
    let input: Input = if is_stdin(path) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    let (mut head, mut input) = peek(input)?;
    if head.starts_with(&GZIP) {
        (head, input) = peek(Box::new(MultiGzDecoder::new(BufReader::new(input))))?;
    }
    let json = match format {
        Format::Text => false,
        Format::Json => true,
        Format::Untold | Format::Other => first_sign(&head) == Some(b'{'),
    };
    if !json {
        return Ok(Source::Text(input));
    }
    let reader: Box<dyn BufRead + Send> = match utf16_by_mark(&head) {
        Some(encoding) => Box::new(BufReader::with_capacity(
            BUFFER,
            Transcoder::new(input, encoding.new_decoder_with_bom_removal()),
        )),
        None => Box::new(BufReader::with_capacity(BUFFER, input)),
    };
    Ok(Source::Json(Lines::new(reader, MAX_RECORD_BYTES)))
}

/// The first bytes, up to one that tells the format, and the whole stream again.
fn peek(mut input: Input) -> io::Result<(Vec<u8>, Input)> {
    let mut head = Vec::new();
    while head.len() < GZIP.len() || (first_sign(&head).is_none() && head.len() < HEAD) {
        let mut part = [0; 4096];
        match input.read(&mut part) {
            Ok(0) => break,
            Ok(count) => head.extend_from_slice(&part[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// The first byte that is neither white space nor of a byte order mark nor half of UTF-16.
fn first_sign(head: &[u8]) -> Option<u8> {
    let passed = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    };
    head.iter().copied().find(|byte| !passed(byte))
}

/// Makes UTF-8 of another encoding as it is read, so that lines can be found.
struct Transcoder {
    input: Input,
    decoder: Decoder,
    ready: Cursor<Vec<u8>>,
    ended: bool,
}

impl Transcoder {
    fn new(input: Input, decoder: Decoder) -> Self {
        Transcoder {
            input,
            decoder,
            ready: Cursor::default(),
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut raw = [0; 8192];
        let count = self.input.read(&mut raw)?;
        self.ended = count == 0;
        let mut text = String::new();
        let room = self.decoder.max_utf8_buffer_length(count);
        text.reserve(room.unwrap_or(4 * raw.len()));
        let _ = self
            .decoder
            .decode_to_string(&raw[..count], &mut text, self.ended);
        self.ready = Cursor::new(text.into_bytes());
        Ok(())
    }
}

impl Read for Transcoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(out)?;
            if count > 0 || self.ended || out.is_empty() {
                return Ok(count);
            }
            self.refill()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_formats() {
        for (name, format) in [
            ("a.txt", Format::Text),
            ("a.TXT.gz", Format::Text),
            ("a.jsonl", Format::Json),
            ("a.jsonl.gz", Format::Json),
            ("63", Format::Untold),
            (".hidden", Format::Untold),
            ("a.html", Format::Other),
        ] {
            assert_eq!(Format::of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn utf16_becomes_lines() {
        let text = "\u{FEFF}{\"text\":\"“é” 🙂\"}\n".repeat(2000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let decoder = encoding_rs::UTF_16LE.new_decoder_with_bom_removal();
        let mut read = String::new();
        Transcoder::new(Box::new(Cursor::new(bytes)), decoder)
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, text.trim_start_matches('\u{FEFF}'));
    }
}
