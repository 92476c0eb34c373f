//! The one place through which subcommands print, on standard output and standard error: nothing
//! a text, a name or a file's name holds can act on a terminal.
//!
//! What is asked for goes to standard output, what is said about it to standard error. Whoever
//! reads standard output may stop reading: the program then ends quietly.

use crate::model::visible::{escaped_json, shown};
use anyhow::Result;
use serde::Serialize;
use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};

/// What a subcommand writes its answer to.
pub type Out<'a> = &'a mut Output;

/// Standard output, with whatever would act on a terminal replaced by a `�`.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    /// The beginning of a character whose end has not been written yet.
    begun: Vec<u8>,
    /// Nobody reads any more.
    is_closed: bool,
}

impl Output {
    pub fn standard() -> Output {
        Output::to(Box::new(io::stdout()))
    }

    fn to(to: Box<dyn Write>) -> Output {
        Output {
            to: BufWriter::new(to),
            begun: Vec::new(),
            is_closed: false,
        }
    }

    /// Whether whoever read it has stopped reading. What became of the error is not asked: a
    /// library on the way may have made something else of it.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// What `write!` and `writeln!` call.
    pub fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> io::Result<()> {
        Write::write_fmt(self, text)
    }

    /// Writes a screen with its styles as they are. Its cells hold nothing that acts.
    pub fn screen(&mut self, drawn: &str) -> io::Result<()> {
        self.flush()?;
        let written = self.to.write_all(drawn.as_bytes());
        self.noted(written)
    }

    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.is_closed |= matches!(&result, Err(e) if e.kind() == io::ErrorKind::BrokenPipe);
        result
    }

    fn filtered(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        let written = self.to.write_all(shown(&text).as_bytes());
        self.noted(written)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&all) {
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            _ => all.len(),
        };
        self.begun = all.split_off(whole);
        self.filtered(&all)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let begun = std::mem::take(&mut self.begun);
        self.filtered(&begun)?;
        let flushed = self.to.flush();
        self.noted(flushed)
    }
}

/// Says something beside the answer. Nobody may be listening.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", shown(text));
}

/// Says something at once in the midst of the answer, which has not begun. Nobody may be listening.
pub fn tell_at_once(text: &str) {
    let mut to = io::stdout();
    let _ = writeln!(to, "{}", shown(text)).and_then(|()| to.flush());
}

/// Says how far something is, over what was said before, if somebody looks on.
pub fn tell_progress(text: &str, is_done: bool) {
    if io::stderr().is_terminal() {
        let end = if is_done { "\n" } else { "" };
        let _ = write!(io::stderr(), "\r{}{end}", shown(text));
    }
}

/// A report that programs read, as indented JSON with a line end. What would act on a terminal is
/// escaped, so that the data are what they were. Fields stand by name, whatever declares them.
pub fn write_json(out: Out, report: &impl Serialize) -> Result<()> {
    let json = serde_json::to_string_pretty(&serde_json::to_value(report)?)?;
    writeln!(out, "{}", escaped_json(&json))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Takes a number of bytes, then is gone.
    struct Reader {
        taken: Arc<Mutex<Vec<u8>>>,
        room: usize,
    }

    impl Write for Reader {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.room == 0 {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let n = bytes.len().min(self.room);
            self.room -= n;
            self.taken.lock().unwrap().extend(&bytes[..n]);
            Ok(n)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn output(room: usize) -> (Output, Arc<Mutex<Vec<u8>>>) {
        let taken = Arc::new(Mutex::new(Vec::new()));
        let reader = Reader {
            taken: taken.clone(),
            room,
        };
        (Output::to(Box::new(reader)), taken)
    }

    #[test]
    fn a_character_written_in_parts_is_the_same_character() {
        let text = "é\u{9b}盼\u{202e}👩\u{200d}x\u{1b}";
        for size in 1..=5 {
            let (mut out, taken) = output(usize::MAX);
            for part in text.as_bytes().chunks(size) {
                out.write_all(part).unwrap();
            }
            out.flush().unwrap();
            let taken = String::from_utf8(taken.lock().unwrap().clone()).unwrap();
            assert_eq!(taken, shown(text), "in parts of {size}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_do_not_pass() {
        let (mut out, taken) = output(usize::MAX);
        out.write_all(b"a\x9b31m\xe2\x80").unwrap();
        out.flush().unwrap();
        let taken = String::from_utf8(taken.lock().unwrap().clone()).unwrap();
        assert_eq!(taken, "a�31m�");
    }

    #[test]
    fn a_reader_that_has_gone_is_noticed_whatever_became_of_the_error() {
        let (mut out, _) = output(3);
        let value = serde_json::json!(vec!["a long answer"; 2000]);
        assert!(write_json(&mut out, &value).is_err() && out.is_closed());
        let (mut out, _) = output(3);
        assert!(write_json(&mut out, &serde_json::json!("short")).is_ok());
        assert!(out.flush().is_err() && out.is_closed());
    }
}
