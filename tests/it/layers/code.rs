//! Rust files as layers.rs sees them: comments, literals and test modules blanked out.

/// One word or mark of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Word(String),
    /// `::`
    Path,
    Mark(char),
}

/// Blanks comments and the insides of literals; line ends stay, so that lines can be counted.
pub fn without_comments_and_literals(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let mut out = String::with_capacity(code.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let length = match rest {
            ['/', '/', ..] => line_comment(rest),
            ['/', '*', ..] => block_comment(rest),
            ['"', ..] => string(rest),
            ['\'', ..] => character(rest),
            ['r', '"' | '#', ..] if !in_word(&chars, at) => raw_string(rest, 1),
            ['b', 'r', '"' | '#', ..] if !in_word(&chars, at) => raw_string(rest, 2),
            _ => 0,
        };
        match length {
            0 => {
                out.push(chars[at]);
                at += 1;
            }
            n => {
                let blank = |c: &char| if *c == '\n' { '\n' } else { ' ' };
                out.extend(chars[at..at + n].iter().map(blank));
                at += n;
            }
        }
    }
    out
}

fn in_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn line_comment(rest: &[char]) -> usize {
    rest.iter().position(|c| *c == '\n').unwrap_or(rest.len())
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// A character literal, or nothing where the quote begins a lifetime.
fn character(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', ..] => {
            let end = rest.iter().skip(3).position(|c| *c == '\'');
            end.map_or(0, |e| e + 4)
        }
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

fn raw_string(rest: &[char], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    if rest.get(prefix + hashes) != Some(&'"') {
        return 0;
    }
    let mut at = prefix + hashes + 1;
    while at < rest.len() {
        let closes = rest[at] == '"'
            && rest[at + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        at += 1;
        if closes {
            return at + hashes;
        }
    }
    rest.len()
}

/// Takes `#[cfg(test)]` items out: inline modules, single uses and functions. Also gives the
/// names of modules that are declared for tests only.
pub fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let (mut out, mut names, mut rest) = (String::new(), Vec::new(), code);
    while let Some(at) = rest.find(MARK) {
        out.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        let end = end_of_item(item);
        let words: Vec<&str> = item[..end].split_whitespace().collect();
        let name = words.iter().position(|w| *w == "mod").map(|m| words[m + 1]);
        if let Some(name) = name.and_then(|n| n.strip_suffix(';')) {
            names.push(name.to_owned());
        }
        rest = &item[end..];
    }
    out.push_str(rest);
    (out, names)
}

/// Where an item ends: at its first semicolon, or with the brace that closes its body.
fn end_of_item(item: &str) -> usize {
    let mut depth = 0;
    for (at, c) in item.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    item.len()
}

/// Words and marks of blanked code.
pub fn tokens(code: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(c) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                word.push(c);
            }
            out.push(Token::Word(word));
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            out.push(Token::Path);
        } else if !c.is_whitespace() {
            out.push(Token::Mark(c));
        }
    }
    out
}

/// First segments of the paths that begin with `root::`, groups included.
pub fn first_segments(tokens: &[Token], root: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair != [Token::Word(root.to_owned()), Token::Path] {
            continue;
        }
        match tokens.get(at + 2) {
            Some(Token::Word(word)) => found.push(word.clone()),
            Some(Token::Mark('{')) => found.extend(group(&tokens[at + 3..])),
            _ => {}
        }
    }
    found
}

/// First segments of the paths in a group, up to the brace that closes it.
fn group(tokens: &[Token]) -> Vec<String> {
    let (mut found, mut depth, mut fresh) = (Vec::new(), 0, true);
    for token in tokens {
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') if depth == 0 => break,
            Token::Mark('}') => depth -= 1,
            Token::Mark(',') if depth == 0 => fresh = true,
            Token::Word(word) if fresh => {
                found.push(word.clone());
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

/// The longest run of `super::` in the code.
pub fn most_supers(tokens: &[Token]) -> usize {
    let is_super = |t: &Token| matches!(t, Token::Path) || *t == Token::Word("super".into());
    let words = |run: &[Token]| run.iter().filter(|t| **t != Token::Path).count();
    tokens
        .chunk_by(|a, b| is_super(a) && is_super(b))
        .filter(|run| run.iter().all(is_super))
        .map(words)
        .max()
        .unwrap_or(0)
}

/// The names of a `use` and what they stand for, from what follows that word.
pub fn used(tokens: &[Token]) -> Vec<(String, Vec<String>)> {
    let mut path: Vec<String> = Vec::new();
    let (mut above, mut found) = (vec![Vec::new()], Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) => path.push(word.clone()),
            // No name: nothing is found by it.
            Token::Mark('*') => path.push(format!("*{at}")),
            Token::Mark('{') => above.push(path.clone()),
            Token::Mark(end) => {
                if path.len() > above[above.len() - 1].len() {
                    found.push(named(path));
                }
                if *end == '}' {
                    above.pop();
                }
                path = above[above.len() - 1].clone();
            }
            Token::Path => {}
        }
    }
    found
}

fn named(mut path: Vec<String>) -> (String, Vec<String>) {
    let mut name = path[path.len() - 1].clone();
    if name == "self" {
        path.pop();
        name = path[path.len() - 1].clone();
    } else if path.iter().rev().nth(1).is_some_and(|word| word == "as") {
        path.truncate(path.len() - 2);
    }
    (name, path)
}
