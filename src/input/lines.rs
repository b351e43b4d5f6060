//! Lines of any length up to a limit, out of a stream, one in memory at a time.

use std::io::{self, BufRead};

/// Reads lines and passes over blank ones.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    limit: usize,
    line: u64,
    ended: bool,
}

/// Why a line could not be had.
#[derive(Debug)]
pub(super) enum Fault {
    /// Longer than the limit; the next line follows.
    TooLong,
    /// The stream broke; nothing follows.
    Broken(io::Error),
}

impl Lines {
    /// Lines of at most `limit` bytes.
    pub(super) fn new(reader: Box<dyn BufRead + Send>, limit: usize) -> Self {
        Lines {
            reader,
            limit,
            line: 0,
            ended: false,
        }
    }

    /// One line without its end, or `None` at the end of the stream.
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let mut line = Vec::new();
        let (mut seen, mut too_long) = (false, false);
        loop {
            let buffer = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other.map_err(Fault::Broken)?,
            };
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let last = end.is_some() || buffer.is_empty();
            seen |= !buffer.is_empty();
            too_long |= line.len() + part.len() > self.limit;
            if too_long {
                line = Vec::new();
            } else {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if last {
                break;
            }
        }
        match (seen, too_long) {
            (true, true) => Err(Fault::TooLong),
            (true, false) => Ok(Some(line)),
            (false, _) => Ok(None),
        }
    }
}

impl Iterator for Lines {
    /// The line's number, counted from 1, and its bytes.
    type Item = (u64, Result<Vec<u8>, Fault>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            match self.read_line() {
                Ok(Some(line)) if is_blank(&line) => {}
                Ok(Some(line)) => return Some((self.line, Ok(line))),
                Ok(None) => self.ended = true,
                Err(fault) => {
                    self.ended = matches!(fault, Fault::Broken(_));
                    return Some((self.line, Err(fault)));
                }
            }
        }
        None
    }
}

/// White space or a byte order mark, and nothing else.
fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(line)
        .trim_ascii()
        .is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn read(text: &'static str, limit: usize) -> Vec<(u64, Option<Vec<u8>>)> {
        let reader = BufReader::with_capacity(3, text.as_bytes());
        Lines::new(Box::new(reader), limit)
            .map(|(line, bytes)| (line, bytes.ok()))
            .collect()
    }

    #[test]
    fn numbers_count_blank_lines() {
        let lines = read("first\n\n \r\nfourth", 100);
        let expected = [(1, "first"), (4, "fourth")].map(|(n, s)| (n, Some(s.into())));
        assert_eq!(lines, expected);
        assert!(read("", 100).is_empty());
        assert!(read("\n\n", 100).is_empty());
    }

    #[test]
    fn after_a_line_too_long_the_next_is_read() {
        let lines = read("short\nmuch too long\nfive.\n", 5);
        let expected = [
            (1, Some(b"short".to_vec())),
            (2, None),
            (3, Some(b"five.".to_vec())),
        ];
        assert_eq!(lines, expected);
    }
}
