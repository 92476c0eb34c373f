//! Questions to whoever sits at the terminal.

use super::tell;
use std::io::{self, IsTerminal};

/// Asks a question that is answered with yes or no; `None` where nobody can answer.
pub fn asked(question: &str) -> Option<bool> {
    let answer = letter(&format!("{question} (y or n)"))?;
    Some(answer == "y" || answer == "yes")
}

/// Asks a question that is answered with a letter, given in lower case; `None` where nobody can
/// answer.
pub fn letter(question: &str) -> Option<String> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    tell(question);
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok()?;
    Some(answer.trim().to_lowercase())
}
