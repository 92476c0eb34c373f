//! Every style over well-known palettes, by the contrast ratio of WCAG 2.2.
//!
//! What a terminal makes of “dim” differs: Alacritty multiplies the colour by 0.66 (`DIM_FACTOR` of
//! alacritty_terminal), VTE mixes two thirds of it with one third of the background. The worse of
//! the two counts.

use super::*;
use crate::model::code::Colour;

/// Least contrast of words, of what is dim, and of what belongs to a code, which its letter tells
/// from others as well. Plain text has 4.1 in Solarized light, whose cyan has 2.9; the yellow of the
/// Tango palette has 2.5 on white.
const WORDS: f64 = 2.9;
const DIM: f64 = 2.3;
const CODES: f64 = 2.4;

type Rgb = [f64; 3];

struct Palette {
    name: &'static str,
    background: Rgb,
    text: Rgb,
    colours: [Rgb; 16],
}

fn rgb(hex: &str) -> Rgb {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))
}

fn palette(name: &'static str, background: &str, text: &str, colours: &str) -> Palette {
    let all: Vec<Rgb> = colours.split(' ').map(rgb).collect();
    Palette {
        name,
        background: rgb(background),
        text: rgb(text),
        colours: all.try_into().unwrap(),
    }
}

fn palettes() -> [Palette; 6] {
    let solarized = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 \
        002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3";
    [
        // xterm, XTerm-col.ad and charproc.c, in reverse video as most have it.
        palette(
            "xterm",
            "000000",
            "e5e5e5",
            "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 \
             7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
        ),
        // ethanschoonover.com/solarized, the table of values.
        palette("Solarized dark", "002b36", "839496", solarized),
        palette("Solarized light", "fdf6e3", "657b83", solarized),
        // github.com/morhetz/gruvbox, terminal colours of the dark mode.
        palette(
            "Gruvbox dark",
            "282828",
            "ebdbb2",
            "282828 cc241d 98971a d79921 458588 b16286 689d6a a89984 \
             928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2",
        ),
        // GNOME Terminal, TERMINAL_PALETTE_TANGO on white.
        palette(
            "Tango light",
            "ffffff",
            "171421",
            "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf \
             555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
        ),
        // nordtheme.com, ports for terminals.
        palette(
            "Nord",
            "2e3440",
            "d8dee9",
            "3b4252 bf616a a3be8c ebcb8b 81a1c1 b48ead 88c0d0 e5e9f0 \
             4c566a bf616a a3be8c ebcb8b 81a1c1 b48ead 8fbcbb eceff4",
        ),
    ]
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: Rgb) -> f64 {
    let linear = colour.map(|part| match part / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The least contrast a style may have on a terminal. Reverse video swaps both colours, which
/// leaves it as it is.
fn seen(style: Style, palette: &Palette) -> f64 {
    assert_eq!(style.bg, None);
    let place = |colour| crate::tui::print::number(colour).map(usize::from);
    let ink = style
        .fg
        .map_or(palette.text, |c| palette.colours[place(c).unwrap()]);
    if !style.add_modifier.contains(Modifier::DIM) {
        return contrast(ink, palette.background);
    }
    let darker = ink.map(|part| part * 0.66);
    let mixed = [0, 1, 2].map(|at| ink[at] * 2.0 / 3.0 + palette.background[at] / 3.0);
    contrast(darker, palette.background).min(contrast(mixed, palette.background))
}

#[test]
fn every_style_is_readable_in_every_palette() {
    let look = Look::default();
    let words = [
        ("plain", look.plain(), WORDS),
        ("strong", look.strong(), WORDS),
        ("selected", look.selected(), WORDS),
        ("key", look.key(), WORDS),
        ("good", look.good(), WORDS),
        ("warn", look.warn(), WORDS),
        ("error", look.error(), WORDS),
        ("focus", look.focus(), WORDS),
        ("speaker", look.speaker(), WORDS),
        ("dim", look.dim(), DIM),
    ];
    let codes = Colour::ALL.map(|c| (c.name(), look.code(c), CODES));
    let mut faint = Vec::new();
    for palette in palettes() {
        for (name, style, least) in words.iter().chain(&codes) {
            let found = seen(*style, &palette);
            if found < *least {
                faint.push(format!("{name} in {}: {found:.2}", palette.name));
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn colour_eight_would_not_be_seen() {
    let bright_black = Style::new().fg(Color::DarkGray);
    let dark = &palettes()[1];
    assert!(seen(bright_black, dark) < 1.01);
}

/// Without colours everything is still told apart.
#[test]
fn without_colours_there_are_none() {
    let look = Look {
        colours: Colours::None,
        ..Look::default()
    };
    let codes = Colour::ALL.map(|c| look.code(c));
    for style in [
        look.key(),
        look.good(),
        look.warn(),
        look.error(),
        look.focus(),
        look.dim(),
    ]
    .into_iter()
    .chain(codes)
    {
        assert_eq!(style.fg, None);
    }
    assert_ne!(look.dim(), look.plain());
    assert_ne!(look.key(), look.plain());
}
