//! Rich text, cut into its marks and letters.

/// A piece of rich text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\par`, `\u8217`: a name and its number.
    Word(&'a str, Option<i32>),
    /// A backslash before what is no letter: `\~`.
    Symbol(u8),
    /// A letter, written as itself or as `\'e9`.
    Letter(u8),
    /// Bytes that are no text, stepped over.
    Binary,
}

/// The pieces, one after the other.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: bytes }
    }

    /// What was not cut up yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        match *self.rest.first()? {
            b'\'' => {
                self.take(1);
                let letter = self.rest.get(..2).and_then(hexadecimal);
                Some(letter.map_or(Token::Symbol(b'\''), |letter| {
                    self.take(2);
                    Token::Letter(letter)
                }))
            }
            first if first.is_ascii_alphabetic() => Some(self.word()),
            other => {
                self.take(1);
                if (other, self.rest.first()) == (b'\r', Some(&b'\n')) {
                    self.take(1);
                }
                Some(Token::Symbol(other))
            }
        }
    }

    fn word(&mut self) -> Token<'a> {
        let name = self.take(count(self.rest, u8::is_ascii_alphabetic));
        let minus = self.rest.first() == Some(&b'-');
        let digits = count(&self.rest[usize::from(minus)..], u8::is_ascii_digit);
        let number = (digits > 0).then(|| self.number(minus, digits));
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if name == b"bin" {
            self.take(number.and_then(|n| n.try_into().ok()).unwrap_or(0));
            return Token::Binary;
        }
        Token::Word(std::str::from_utf8(name).unwrap_or_default(), number)
    }

    fn number(&mut self, minus: bool, digits: usize) -> i32 {
        self.take(usize::from(minus));
        let digits = self.take(digits).iter();
        let number = digits.fold(0i32, |n, d| {
            n.saturating_mul(10).saturating_add(i32::from(d - b'0'))
        });
        if minus { -number } else { number }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return Some(match *self.take(1).first()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => continue,
                letter => Token::Letter(letter),
            });
        }
    }
}

fn count(bytes: &[u8], are: fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|b| are(b)).count()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    let both = digits.bytes().all(|b| b.is_ascii_hexdigit());
    u8::from_str_radix(digits, 16).ok().filter(|_| both)
}

#[cfg(test)]
mod tests {
    use super::Token::*;
    use super::*;

    #[test]
    fn words_letters_and_what_is_stepped_over() {
        let tokens: Vec<_> =
            Tokens::new(b"{\\b0 a\r\n\\u-3913?\\'E9\\'xy\\~\\bin3 {}{b}\\").collect();
        let expected = [
            Open,
            Word("b", Some(0)),
            Letter(b'a'),
            Word("u", Some(-3913)),
            Letter(b'?'),
            Letter(0xE9),
            Symbol(b'\''),
            Letter(b'x'),
            Letter(b'y'),
            Symbol(b'~'),
            Binary,
            Letter(b'b'),
            Close,
        ];
        assert_eq!(tokens, expected);
        let far: Vec<_> = Tokens::new(b"\\bin99999999999 x\\u9999999999999").collect();
        assert_eq!(far, [Binary]);
    }
}
