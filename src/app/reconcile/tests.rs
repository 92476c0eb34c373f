//! How long a key takes on a large round: run by hand, `--ignored --nocapture`. `SOURCES=2000`
//! makes it 400,000 codings.

use crate::app::fixture::opened;
use crate::app::key::Key;
use crate::app::{Action, App};
use crate::model::clock::Stamp;
use crate::model::event::Event;
use crate::model::fixture::{Study, coder, source};
use crate::model::source::{Document, Paragraph, Structure, Turn};
use crate::model::text::{Span, Text};
use crate::work::effect::{Effect, Outcome};
use std::sync::Arc;
use std::time::Instant;

const CHARS: u32 = 45_000;

/// A text of equal paragraphs.
fn document(name: &str) -> Arc<Document> {
    let paragraph = format!("{} and so on.\n\n", "we walked and talked ".repeat(9));
    let length = paragraph.chars().count() as u32;
    let many = CHARS / length;
    let mut structure = Structure::default();
    for n in 0..many {
        let span = Span {
            start: n * length,
            end: (n + 1) * length - 2,
        };
        structure.turns.push(Turn {
            speaker: None,
            span,
            talk: span.start,
            time_ms: None,
        });
        structure.paragraphs.push(Paragraph {
            number: n + 1,
            span,
            turn: n,
        });
    }
    Arc::new(Document {
        source: source(name),
        revision: 1,
        text: Text::new(paragraph.repeat(many as usize)),
        structure,
    })
}

fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let keys = Key::parse_script(keys).unwrap();
    keys.into_iter()
        .flat_map(|k| app.update(Action::Key(k)))
        .collect()
}

#[test]
#[ignore = "a measurement"]
fn forty_thousand_codings_on_screen() {
    let mut s = Study::new();
    s.coders(&["ana", "ben"]);
    let many = std::env::var("SOURCES").ok().and_then(|n| n.parse().ok());
    let names: Vec<String> = (0..many.unwrap_or(200)).map(|n| format!("s{n}")).collect();
    let codes: Vec<String> = (0..200).map(|n| format!("c{n}")).collect();
    for name in &names {
        s.source(name, CHARS);
    }
    for code in &codes {
        s.code(code);
    }
    let sources: Vec<&str> = names.iter().map(String::as_str).collect();
    let round = s.round(&sources);
    for (n, at) in sources.iter().enumerate() {
        for k in 0..100usize {
            let (start, code) = ((k * 431) as u32, &codes[(n * 7 + k * 13) % 200]);
            s.coded("ana", Some(round), at, start..start + 180, code);
            let moved = (k % 7 * 20) as u32;
            let code = if k % 5 == 0 { &codes[k] } else { code };
            s.coded("ben", Some(round), at, start + moved..start + 200, code);
        }
    }
    s.submit("ana", round);
    s.submit("ben", round);
    let mut app = opened(&s, "ana", (120, 40));
    let time = |what: &str, since: Instant| println!("{what} {:?}", since.elapsed());
    let begin = Instant::now();
    press(&mut app, "g d");
    time("entering", begin);
    let documents = names.iter().map(|n| document(n)).collect();
    let begin = Instant::now();
    app.update(Action::Done(Outcome::Loaded(documents)));
    time("the texts came, figures asked for", begin);
    for keys in ["j", "<pgdn>", "G", "g g", "v", "v", "v", "o", "o"] {
        let begin = Instant::now();
        press(&mut app, keys);
        time(keys, begin);
    }
    // Who is present is asked once.
    press(&mut app, "w <ret>");
    for n in 0..3 {
        let begin = Instant::now();
        let effects = press(&mut app, "a");
        time("a", begin);
        let [Effect::Append(changes), ..] = &effects[..] else {
            panic!("{effects:?}");
        };
        let last = s.events.iter().filter(|e| e.coder == coder("ana")).count() as u64;
        let saved = changes.iter().enumerate().map(|(i, (id, change))| Event {
            id: *id,
            clock: Stamp {
                ms: 1_800_000_000_000 + n,
                ..s.events[0].clock
            },
            coder: coder("ana"),
            device: s.events[0].device.clone(),
            seq: last + 1 + n + i as u64,
            act: None,
            change: change.clone(),
            format: 2,
            moved: None,
        });
        let saved = saved.map(Arc::new).collect();
        let begin = Instant::now();
        app.update(Action::Done(Outcome::Saved(saved)));
        time("saved", begin);
    }
}
