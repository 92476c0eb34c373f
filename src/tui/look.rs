//! How things look: the sixteen terminal colours and the terminal's own defaults.

use crate::model::code::Colour;
use ratatui::style::{Color, Modifier, Style};

/// What the terminal is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Colours or none.
    pub colours: Colours,
    /// Box-drawing characters or plain ASCII.
    pub lines: Lines,
}

/// Whether colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen terminal colours.
    Sixteen,
    /// None at all (`NO_COLOR`): bold, dim and reverse still carry meaning.
    None,
}

/// What borders and marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Box-drawing characters.
    Box,
    /// ASCII only.
    Ascii,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            colours: Colours::Sixteen,
            lines: Lines::Box,
        }
    }
}

impl Look {
    /// Plain text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    fn fg(self, colour: Color) -> Style {
        match self.colours {
            Colours::Sixteen => Style::new().fg(colour),
            Colours::None => Style::new(),
        }
    }

    /// Less important.
    pub fn dim(self) -> Style {
        match self.colours {
            Colours::Sixteen => Style::new().fg(Color::DarkGray),
            Colours::None => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// More important.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The row under the cursor, and selected text.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A key in a hint.
    pub fn key(self) -> Style {
        self.fg(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Good news: saved, agreed, settled.
    pub fn good(self) -> Style {
        self.fg(Color::Green)
    }

    /// Something to look at.
    pub fn warn(self) -> Style {
        self.fg(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    /// An error.
    pub fn error(self) -> Style {
        self.fg(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// The frame of the pane in focus.
    pub fn focus(self) -> Style {
        self.fg(Color::Cyan)
    }

    /// A speaker's name.
    pub fn speaker(self) -> Style {
        self.strong()
    }

    /// A code's colour.
    pub fn code(self, colour: Colour) -> Style {
        self.fg(match colour {
            Colour::Red => Color::Red,
            Colour::Green => Color::Green,
            Colour::Yellow => Color::Yellow,
            Colour::Blue => Color::Blue,
            Colour::Magenta => Color::Magenta,
            Colour::Cyan => Color::Cyan,
            Colour::LightRed => Color::LightRed,
            Colour::LightGreen => Color::LightGreen,
            Colour::LightYellow => Color::LightYellow,
            Colour::LightBlue => Color::LightBlue,
            Colour::LightMagenta => Color::LightMagenta,
            Colour::LightCyan => Color::LightCyan,
        })
    }

    /// Marks that turn while something is under way.
    pub fn turning(self) -> &'static [&'static str] {
        match self.lines {
            Lines::Box => &["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"],
            Lines::Ascii => &["|", "/", "-", "\\"],
        }
    }

    /// One of two glyphs, by what the terminal can show.
    pub fn glyph(self, nice: &'static str, plain: &'static str) -> &'static str {
        match self.lines {
            Lines::Box => nice,
            Lines::Ascii => plain,
        }
    }
}
