//! How things look: terminal colours and the terminal's own defaults.
//!
//! Nobody knows what a terminal shows for a colour: bright black is the background of Solarized, and
//! bright green cannot be read on white. Words stand in the terminal's default or in the colours
//! that can be read in every well-known palette, light or dark; a test measures that.

use crate::model::code::Colour;
use ratatui::style::{Color, Modifier, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub colours: Colours,
    /// Box-drawing characters or plain ASCII.
    pub lines: Lines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    Sixteen,
    /// None at all (`NO_COLOR`): bold, dim and reverse still carry meaning.
    None,
}

/// What borders and marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
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
    pub fn plain(self) -> Style {
        Style::new()
    }

    fn fg(self, colour: Color) -> Style {
        match self.colours {
            Colours::Sixteen => Style::new().fg(colour),
            Colours::None => Style::new(),
        }
    }

    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// More important; painted over something dim, that is dim no more.
    pub fn strong(self) -> Style {
        Style::new()
            .add_modifier(Modifier::BOLD)
            .remove_modifier(Modifier::DIM)
    }

    /// The row under the cursor, and selected text; nothing in it is dim.
    pub fn selected(self) -> Style {
        Style::new()
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM)
    }

    /// A key in a hint. Not bold as well: some terminals make that another colour.
    pub fn key(self) -> Style {
        match self.colours {
            Colours::Sixteen => self.fg(Color::Cyan),
            Colours::None => self.strong(),
        }
    }

    /// Good news: saved, agreed, settled.
    pub fn good(self) -> Style {
        self.fg(Color::Green)
    }

    pub fn warn(self) -> Style {
        self.fg(Color::Magenta).add_modifier(Modifier::BOLD)
    }

    pub fn error(self) -> Style {
        self.fg(Color::LightRed).add_modifier(Modifier::BOLD)
    }

    /// The frame of a pane: bright where the arrows go.
    pub fn frame(self, in_focus: bool) -> Style {
        match in_focus {
            true => self.focus(),
            false => self.dim(),
        }
    }

    pub fn focus(self) -> Style {
        self.fg(Color::Cyan)
    }

    pub fn speaker(self) -> Style {
        self.strong()
    }

    /// A code's colour: the light ones are the others in bold.
    pub fn code(self, colour: Colour) -> Style {
        let (ink, light) = match colour {
            Colour::Red => (Color::LightRed, false),
            Colour::Green => (Color::Green, false),
            Colour::Yellow => (Color::Yellow, false),
            Colour::Blue => (Color::LightBlue, false),
            Colour::Magenta => (Color::Magenta, false),
            Colour::Cyan => (Color::Cyan, false),
            Colour::LightRed => (Color::LightRed, true),
            Colour::LightGreen => (Color::Green, true),
            Colour::LightYellow => (Color::Yellow, true),
            Colour::LightBlue => (Color::LightBlue, true),
            Colour::LightMagenta => (Color::Magenta, true),
            Colour::LightCyan => (Color::Cyan, true),
        };
        let style = self.fg(ink);
        match light {
            true => style.add_modifier(Modifier::BOLD),
            false => style,
        }
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

#[cfg(test)]
mod palettes;
