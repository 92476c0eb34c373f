//! Keys as the table of bindings and the headless driver write them: `j`, `<c-p>`, `<ret>`.

use std::fmt;

/// What was pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key with its modifiers. Shift is part of the character for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    /// With Shift (arrows and Tab only).
    pub shift: bool,
}

const NAMES: [(&str, Code); 14] = [
    ("ret", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("bs", Code::Backspace),
    ("del", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("space", Code::Char(' ')),
];

impl Key {
    /// Whether it stops the program until the shell brings it on again.
    pub fn suspends(self) -> bool {
        self.ctrl && self.code == Code::Char('z')
    }

    pub const fn plain(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character typed, if it is one and no modifier changes its meaning.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// One key in angle brackets or one character.
    fn parse_one(word: &str) -> Result<Key, String> {
        let mut chars = word.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(Key::plain(Code::Char(c)));
        }
        let unknown = || {
            format!(
                "“{word}” is no key: write characters, or names such as <ret> <esc> <space> <c-p> <s-right>"
            )
        };
        let mut rest = word
            .strip_prefix('<')
            .and_then(|w| w.strip_suffix('>'))
            .ok_or_else(unknown)?;
        let mut key = Key::plain(Code::Esc);
        loop {
            match rest.as_bytes() {
                [b'c', b'-', _, ..] => key.ctrl = true,
                [b'a', b'-', _, ..] => key.alt = true,
                [b's', b'-', _, ..] => key.shift = true,
                _ => break,
            }
            rest = &rest[2..];
        }
        let named = NAMES.iter().find(|(n, _)| *n == rest).map(|(_, c)| *c);
        let function = || {
            rest.strip_prefix('f')
                .and_then(|n| n.parse().ok())
                .map(Code::F)
        };
        let single = || {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Some(Code::Char(c)),
                _ => None,
            }
        };
        let other = || match rest {
            "lt" => Some(Code::Char('<')),
            "gt" => Some(Code::Char('>')),
            _ => None,
        };
        key.code = named
            .or_else(single)
            .or_else(other)
            .or_else(function)
            .ok_or_else(unknown)?;
        Ok(key)
    }

    /// Reads a script of keys: words between white space; a word in `<…>` is one key, any other
    /// word is typed character by character.
    pub fn parse_script(script: &str) -> Result<Vec<Key>, String> {
        let mut keys = Vec::new();
        for word in script.split_whitespace() {
            let bracketed = word.len() > 2 && word.starts_with('<') && word.ends_with('>');
            if bracketed {
                keys.push(Key::parse_one(word)?);
            } else {
                keys.extend(word.chars().map(|c| Key::plain(Code::Char(c))));
            }
        }
        Ok(keys)
    }

    /// Reads the keys of a binding, such as `g s` or `<c-p>`.
    pub fn parse_binding(keys: &str) -> Vec<Key> {
        keys.split(' ')
            .filter_map(|k| Key::parse_one(k).ok())
            .collect()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            Code::Char(' ') => "space".to_owned(),
            // As keyboards and sentences have it.
            Code::Char(c) if self.ctrl => c.to_uppercase().to_string(),
            Code::Char(c) => c.to_string(),
            Code::Enter => "Enter".to_owned(),
            Code::Esc => "Esc".to_owned(),
            Code::Tab => "Tab".to_owned(),
            Code::Backspace => "Backspace".to_owned(),
            Code::Delete => "Delete".to_owned(),
            Code::Up => "↑".to_owned(),
            Code::Down => "↓".to_owned(),
            Code::Left => "←".to_owned(),
            Code::Right => "→".to_owned(),
            Code::Home => "Home".to_owned(),
            Code::End => "End".to_owned(),
            Code::PageUp => "PgUp".to_owned(),
            Code::PageDown => "PgDn".to_owned(),
            Code::F(n) => format!("F{n}"),
        };
        let ctrl = if self.ctrl { "Ctrl-" } else { "" };
        let alt = if self.alt { "Alt-" } else { "" };
        let shift = if self.shift { "Shift-" } else { "" };
        write!(f, "{ctrl}{alt}{shift}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_mix_words_and_named_keys() {
        let keys = Key::parse_script("j v <space> stress <ret> <c-p> <s-right>").unwrap();
        assert_eq!(keys.len(), 1 + 1 + 1 + 6 + 1 + 1 + 1);
        assert_eq!(keys[2].typed(), Some(' '));
        assert!(keys[10].ctrl && keys[11].shift);
        assert!(Key::parse_script("<nonsense>").is_err());
        assert_eq!(Key::parse_binding("g s").len(), 2);
        assert_eq!(Key::parse_binding("<lt>")[0].typed(), Some('<'));
    }
}
