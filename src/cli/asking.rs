//! Questions to whoever sits at the terminal.

use super::tell;
use std::io::{self, IsTerminal};

/// Asks a question that is answered with yes or no; `None` where nobody can answer.
pub fn asked(question: &str) -> Option<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    tell(&format!("{question} (y or n)"));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok()?;
    let answer = answer.trim().to_lowercase();
    Some(answer == "y" || answer == "yes")
}
