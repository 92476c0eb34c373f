//! Every screen and what can lie over it, at both sizes, as drawn: the text, and a digest of how
//! each cell is styled.

use crate::place::Place;
use crate::reconcile_screen::{LEAST, WIDE, example, open, press, screen};
use std::fmt::Write;
use tandem::model::ids::Digest;
use tandem::tui::headless::Headless;
use tandem::tui::look::Look;

/// Name of a picture, and the keys that lead to it.
const PICTURES: [(&str, &str); 22] = [
    ("study", "g s"),
    ("rounds", "g s <tab>"),
    ("read", "g s <down> <down> <ret> } } } } v s"),
    ("codes", "g s <ret> <tab>"),
    ("codebook", "g c <down> <down>"),
    ("search", "g f s m a l l <ret>"),
    ("reconcile", "g d R"),
    ("agreement", "g a R"),
    ("conference", "g o"),
    ("participants", "g p l j"),
    ("participant_sources", "g p <tab> $"),
    ("speakers", "g p <s-tab> v"),
    ("themes", "g t <down>"),
    ("matrix", "g x l j j <ret> <esc>"),
    ("framework", "g k"),
    ("words", "g w a a r m <ret> <down>"),
    ("kwic", "g w <down> <down> <ret> s s <down>"),
    ("collocates", "g w <down> c <down>"),
    ("keys", "g t ?"),
    ("commands", "g s : k a p p a"),
    ("plan", "g s R"),
    ("question", "g c D"),
];

/// Plans a review, goes to the Codebook and judges some codes.
const REVIEW: &str = "g s R <c-u> R e v i e w <down> <left> <down> <c-u> a n a <ret> y \
    g c g g y u n o <space> e d g e s <ret> = h o p e <ret> s a m e <ret>";

/// Digest of the styles of all cells.
fn styles(program: &Headless) -> String {
    let mut all = String::new();
    for cell in program.buffer(Look::default()).content() {
        write!(all, "{:?}{:?}{:?};", cell.fg, cell.bg, cell.modifier).unwrap();
    }
    Digest::of(all.as_bytes()).to_string()[..12].to_owned()
}

fn drawn_as_before(place: &Place, size: (u16, u16), name: &str, keys: &str) {
    let mut program = open(place, "ana", size);
    press(&mut program, keys);
    let drawn = format!("{}\nstyles {}", screen(&program), styles(&program));
    let (width, height) = size;
    insta::assert_snapshot!(format!("{name}_{width}x{height}"), drawn);
}

#[test]
fn every_screen_looks_as_it_did() {
    let place = example();
    for size in [LEAST, WIDE] {
        for (name, keys) in PICTURES {
            drawn_as_before(&place, size, name, keys);
        }
        // It writes: the others have a study of their own.
        drawn_as_before(&example(), size, "review", REVIEW);
        let mapped = crate::framework::blind();
        drawn_as_before(&mapped, size, "mapping", "g k n");
        crate::framework::submit_both(&mapped);
        drawn_as_before(&mapped, size, "mapping_settled", "g k G g g n");
    }
}
