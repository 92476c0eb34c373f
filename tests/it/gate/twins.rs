//! Two studies that differ in one thing only: what ben did in the blind round. Whatever the
//! program says of one it must say of the other.

use super::plant::Planting;
use crate::place::{Place, example, files_below, now, text};
use std::cell::Cell;
use std::fs;
use std::path::Path;
use tandem::model::code::CodeText;
use tandem::model::coding::MemoOn;
use tandem::model::event::Change;
use tandem::model::framework::{ConstructText, FrameworkText};
use tandem::model::ids::{EventId, RoundId, SourceId};
use tandem::model::mapping::{MappingPlan, MappingStep};
use tandem::model::mint::Mint;
use tandem::model::review::ReviewPlan;
use tandem::model::round::{
    BoundaryRule, Headline, Reasons, RoundKind, RoundPlan, StartFrom, Submission, Unit,
};
use tandem::model::text::Span;
use tandem::model::view::View;

/// Rows for the blind round, for none, and for sources that are not there.
const CODINGS_FILE: &str = "coder,source,start,end,code,memo,round
ben,P01_interview,0,25,hope,,Round 1
ben,P05_interview_zh,0,9,hope,said,Elsewhere
zoe,P05_interview_zh,0,9,new code,,Elsewhere
zoe,P99,0,9,hope,,
";

/// Who runs the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// In the round with ben.
    Ana,
    /// In the study, not in the round.
    Eve,
    /// Without `--coder`, on a machine that knows nobody.
    Nobody,
    /// Who has done what differs.
    Ben,
}

impl Viewer {
    pub const ALL: [Viewer; 3] = [Viewer::Ana, Viewer::Eve, Viewer::Nobody];

    fn name(self) -> &'static str {
        match self {
            Viewer::Ana => "ana",
            Viewer::Eve => "eve",
            Viewer::Nobody => "nobody",
            Viewer::Ben => "ben",
        }
    }
}

/// The two studies.
pub struct Twins {
    /// Ben has worked in it.
    pub with: Place,
    /// He has not.
    pub without: Place,
    /// The time of scripted sessions: the same in both.
    pub clock: u64,
    pub round: RoundId,
    /// How often the program has run: its seed, so that no two runs make the same ids.
    runs: Cell<u64>,
}

/// What the program said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl Twins {
    /// A study of ana, ben and eve with a blind round of ana and ben, ana's work in it, and in one
    /// of the two ben's.
    pub fn new() -> Twins {
        let clock = now();
        let with = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
        for name in ["ben", "eve"] {
            add(&with, name, clock, |_, mint| {
                let name = name.to_uppercase();
                vec![(mint.id(), Change::joined(name))]
            });
        }
        reviews(&with, clock);
        mapping(&with, clock);
        let mut round = None;
        add(&with, "ana", clock, |view, mint| {
            let id = mint.id();
            round = Some(id.into());
            vec![(id, Change::RoundOpened(plan(view).into()))]
        });
        let round: RoundId = round.unwrap();
        add(&with, "ana", clock, |view, mint| {
            anas_work(view, round, mint)
        });
        // Files for attempts to import.
        fs::copy(
            example("sample_transcripts/P01_interview.txt"),
            with.path("P01_interview.txt"),
        )
        .unwrap();
        fs::write(with.path("codings.csv"), CODINGS_FILE).unwrap();
        fs::write(with.path("people.csv"), "participant,arm\nP01,smcm\n").unwrap();
        let coded = "text,hope\nWhat somebody said that day.,1\n";
        fs::write(with.path("coded.csv"), coded).unwrap();
        let without = copy(&with);
        add(&with, "ben", clock, |view, mint| {
            Planting::new(view, round, mint.clone()).all()
        });
        Twins {
            with,
            without,
            clock,
            round,
            runs: Cell::new(100),
        }
    }

    /// The same three, with a blind round of ana and ben over a source that both have coded before,
    /// in a round that is over and has been talked over, and in none. The two studies differ in what
    /// ben did then.
    pub fn with_a_past() -> Twins {
        let clock = now();
        let with = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
        for name in ["ben", "eve"] {
            add(&with, name, clock, |_, mint| {
                let name = name.to_uppercase();
                vec![(mint.id(), Change::joined(name))]
            });
        }
        let open = |place: &Place, name: &str, id: RoundId| {
            add(place, "ana", clock, |view, _| {
                let name = name.to_owned();
                let plan = RoundPlan { name, ..plan(view) };
                vec![(id.event(), Change::RoundOpened(plan.into()))]
            });
        };
        reviews(&with, clock);
        let [first, round] = [1u128, 2].map(|n| RoundId(uuid::Uuid::from_u128(n)));
        open(&with, "First", first);
        add(&with, "ana", clock, |view, mint| {
            anas_work(view, first, mint)
        });
        fs::copy(
            example("sample_transcripts/P01_interview.txt"),
            with.path("P01_interview.txt"),
        )
        .unwrap();
        let without = copy(&with);
        let plant = |with: bool, meeting: bool| {
            move |view: &View, mint: &mut Mint| {
                let planting = Planting::new(view, first, mint.clone());
                match (with, meeting) {
                    (false, _) => Vec::new(),
                    (_, true) => planting.of_the_meeting(),
                    (_, false) => planting.of_the_source(),
                }
            }
        };
        for (place, has) in [(&with, true), (&without, false)] {
            add(place, "ben", clock, plant(has, false));
            for coder in ["ana", "ben"] {
                submit(place, coder, first, clock);
            }
            add(place, "ben", clock, plant(has, true));
            let said = |view: &View, mint: &mut Mint| match has {
                true => Planting::new(view, first, mint.clone()).of_the_reviews(),
                false => Vec::new(),
            };
            add(place, "ben", clock, said);
            open(place, "Round 1", round);
            // Who is outside the round goes on, not having heard of it.
            add(place, "eve", clock, said);
            // The same ids in both, by which memos are sorted.
            let mint = Mint::new(7_777, clock);
            add(place, "ana", clock, |view, _| {
                anas_work(view, round, &mut mint.clone())
            });
        }
        Twins {
            with,
            without,
            clock,
            round,
            runs: Cell::new(100),
        }
    }

    /// The same three, and a blind mapping of ana and ben alone: they have coded before, and what
    /// differs is what ben did in the mapping.
    pub fn with_a_mapping() -> Twins {
        let clock = now();
        let with = Place::with_sources(&["P01_interview.txt", "P05_interview_zh.txt"]);
        for name in ["ben", "eve"] {
            add(&with, name, clock, |_, mint| {
                let name = name.to_uppercase();
                vec![(mint.id(), Change::joined(name))]
            });
        }
        let round = RoundId(uuid::Uuid::from_u128(1));
        add(&with, "ana", clock, |view, _| {
            vec![(round.event(), Change::RoundOpened(plan(view).into()))]
        });
        add(&with, "ana", clock, |view, mint| {
            anas_work(view, round, mint)
        });
        for coder in ["ana", "ben"] {
            submit(&with, coder, round, clock);
        }
        mapping(&with, clock);
        let without = copy(&with);
        add(&with, "ben", clock, |view, mint| {
            Planting::new(view, round, mint.clone()).of_the_mapping()
        });
        Twins {
            with,
            without,
            clock,
            round,
            runs: Cell::new(100),
        }
    }

    /// Runs the program on both; what it said must be the same, and is given back.
    #[track_caller]
    pub fn same(&self, viewer: Viewer, args: &[&str]) -> Said {
        let with = self.say(&self.with, viewer, args);
        self.runs.set(self.runs.get() - 1);
        let without = self.say(&self.without, viewer, args);
        assert_eq!(with, without, "\n{viewer:?}: tandem {}", args.join(" "));
        with
    }

    /// Runs the program on one of them, `study` standing for its folder.
    pub fn say(&self, place: &Place, viewer: Viewer, args: &[&str]) -> Said {
        let clock = self.clock.to_string();
        self.runs.set(self.runs.get() + 1);
        let seed = self.runs.get().to_string();
        let mut args = args.to_vec();
        if viewer != Viewer::Nobody && args.contains(&"study") {
            args.extend(["--coder", viewer.name()]);
        }
        if args[0] == "open" {
            args.extend(["--clock", &clock, "--seed", &seed, "--size", "120x40"]);
        }
        let out = place
            .tandem(&args)
            .env(
                "TANDEM_STATE",
                place.path(&format!("state-{}", viewer.name())),
            )
            .env(
                "TANDEM_CACHE",
                place.path(&format!("cache-{}", viewer.name())),
            )
            .output()
            .unwrap();
        Said {
            out: settled(&text(&out.stdout), place),
            err: settled(&text(&out.stderr), place),
            code: out.status.code(),
        }
    }

    /// Everything ben did not mean to show that lies in the folders of others: their caches,
    /// their states, and what was exported. The parsed journals are left out, which hold what the
    /// journals beside them hold.
    pub fn files_of_others(&self, place: &Place) -> Vec<(String, Vec<u8>)> {
        let root = place.path("");
        let bens = |path: &Path| {
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside.iter().next().and_then(|p| p.to_str());
            matches!(first, Some("study" | "state-ben" | "cache-ben"))
        };
        files_below(&root)
            .into_iter()
            .filter(|path| !bens(path) && path.extension().is_none_or(|e| e != "events"))
            .map(|path| {
                let bytes = fs::read(&path).unwrap();
                (
                    path.strip_prefix(&root).unwrap().display().to_string(),
                    bytes,
                )
            })
            .collect()
    }

    /// What is kept of the study as a viewer sees it, with the bytes of each file but its key.
    pub fn kept(&self, place: &Place, viewer: Viewer) -> Vec<Vec<u8>> {
        let cache = place.path(&format!("cache-{}", viewer.name()));
        let states = files_below(&cache).into_iter();
        let states = states.filter(|path| path.extension().is_some_and(|e| e == "state"));
        states.map(|path| fs::read(path).unwrap()).collect()
    }

    /// What was exported, with its bytes.
    pub fn exported(&self, place: &Place) -> Vec<(String, String)> {
        let mut files = self.files_of_others(place);
        files.retain(|(name, _)| !name.starts_with("state") && !name.starts_with("cache"));
        let as_text = |(name, bytes): (String, Vec<u8>)| (name, settled(&text(&bytes), place));
        files.into_iter().map(as_text).collect()
    }
}

/// What differs between any two runs, made the same: paths, process numbers, and the minutes that go by
/// from the one to the other.
fn settled(said: &str, place: &Place) -> String {
    let here = place.path("");
    let here = here.to_str().unwrap().trim_end_matches('/');
    let mut said = said.replace(here, "<place>");
    // A screen may break a path over two lines, but not within a name.
    if let Some(name) = Path::new(here).file_name().and_then(|n| n.to_str()) {
        said = said.replace(name, "<name>");
    }
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    for ago in 0..10i64 {
        let minute = now.saturating_sub(jiff::Span::new().minutes(ago));
        let minute = minute.strftime("%Y-%m-%d %H:%M").to_string();
        said = said.replace(&minute, "<lately>");
    }
    let mut at = 0;
    while at + 36 <= said.len() {
        let is_id = said.is_char_boundary(at)
            && said
                .get(at..at + 36)
                .is_some_and(|id| uuid::Uuid::try_parse(id).is_ok());
        if is_id {
            said.replace_range(at..at + 36, "<id>");
        }
        at += 1;
    }
    said
}

/// Saves what `make` makes of a coder's view, on the machine of that coder.
pub fn add(
    place: &Place,
    coder: &str,
    clock: u64,
    make: impl FnOnce(&View, &mut Mint) -> Vec<(tandem::model::ids::EventId, Change)>,
) {
    let (mut store, events, _) = place.open_on_own_machine(coder);
    let view = View::new(events.iter().cloned(), Some(coder.parse().unwrap()));
    // Ids differ because the number of events before them does.
    let mut mint = Mint::new(events.len() as u64, clock);
    for change in make(&view, &mut mint) {
        store.append(&[change], clock).unwrap();
    }
}

/// Two reviews by ben and eve: one looks at the source of the blind round, the latest at the other.
fn reviews(place: &Place, clock: u64) {
    add(place, "ana", clock, |view, _| {
        let source = |name: &str| view.source_named(name).unwrap().id.clone();
        let (about, other) = (source("P01_interview"), source("P05_interview_zh"));
        let plan = |name: &str, sources: Vec<SourceId>| ReviewPlan {
            name: name.into(),
            reviewers: vec!["ben".parse().unwrap(), "eve".parse().unwrap()],
            codes: view.codebook().active().map(|c| c.id).collect(),
            sources,
            codebook: tandem::model::ids::Digest::default(),
        };
        let plans = [
            plan("A review", vec![about, other.clone()]),
            plan("A review elsewhere", vec![other]),
        ];
        let opened = (11u128..).zip(plans).map(|(id, plan)| {
            let id = tandem::model::ids::EventId(uuid::Uuid::from_u128(id));
            (id, Change::ReviewOpened(plan.into()))
        });
        opened.collect()
    });
}

/// A framework, and a blind mapping of all codes to it by ana and ben.
fn mapping(place: &Place, clock: u64) {
    let id = |n| EventId(uuid::Uuid::from_u128(n));
    add(place, "ana", clock, |_, _| {
        let text = FrameworkText {
            name: "Frame".into(),
            source: "Somebody 2009".into(),
        };
        let construct = |n: u128, parent: Option<u128>, name: &str| {
            let text = ConstructText {
                framework: id(21).into(),
                parent: parent.map(|p| id(p).into()),
                name: name.into(),
                text: CodeText::default(),
                given: true,
            };
            (id(n), Change::ConstructAdded(text.into()))
        };
        vec![
            (id(21), Change::FrameworkAdded(text.into())),
            construct(22, None, "Inner"),
            construct(23, Some(22), "Culture"),
            construct(24, None, "Outer"),
        ]
    });
    add(place, "ana", clock, |view, _| {
        let plan = MappingPlan {
            name: "A mapping".into(),
            framework: id(21).into(),
            coders: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
            codes: view.codebook().active().map(|c| c.id).collect(),
            constructs: [22, 23, 24].map(|n| id(n).into()).into(),
            blind: true,
            codebook: Default::default(),
            known: view.known(),
        };
        vec![(id(31), Change::MappingOpened(plan.into()))]
    });
}

/// Submits what a coder mapped.
pub fn submit_mapping(place: &Place, coder: &str, clock: u64) {
    add(place, coder, clock, |view, mint| {
        let mut marks = view.known();
        marks.retain(|m| m.coder.as_str() == coder);
        let change = Change::MappingStepped {
            mapping: view.mappings()[0].id,
            step: MappingStep::Submitted(marks),
            after: None,
        };
        vec![(mint.id(), change)]
    });
}

fn plan(view: &View) -> RoundPlan {
    RoundPlan {
        name: "Round 1".into(),
        kind: RoundKind::Double,
        sources: vec![view.source_named("P01_interview").unwrap().id.clone()],
        coders: vec!["ana".parse().unwrap(), "ben".parse().unwrap()],
        unit: Unit::Turns,
        overlap: 50,
        tolerance: 10,
        boundary: BoundaryRule::Union,
        least: None,
        headline: Headline::Alpha,
        blind: true,
        start: StartFrom::Blank,
        codebook: tandem::model::ids::Digest::default(),
        known: view.known(),
        drawn: None,
        adjudicator: None,
        reasons: Reasons::Optional,
        structures: Vec::new(),
        speakers: tandem::model::ids::Digest::default(),
        open_coding: None,
        before: None,
        imported: None,
        labels_apart: true,
    }
}

fn anas_work(
    view: &View,
    round: RoundId,
    mint: &mut Mint,
) -> Vec<(tandem::model::ids::EventId, Change)> {
    let source = view.round(round).unwrap().plan.sources[0].clone();
    let mut changes = Vec::new();
    for (nth, name) in ["hope", "family", "stigma", "hope", "setback"]
        .iter()
        .enumerate()
    {
        let at = 30 + nth as u32 * 200;
        let coding = mint.id();
        let coded = Change::Coded {
            of: None,
            round: Some(round),
            source: source.clone(),
            revision: 1,
            span: Span {
                start: at,
                end: at + 60,
            },
            code: view.codebook().named(name).unwrap().id,
            digest: Default::default(),
            certain: true,
            rating: None,
            via: None,
        };
        changes.push((coding, coded));
        let memo = Change::MemoWritten {
            of: None,
            round: Some(round),
            on: MemoOn::Coding(coding.into()),
            text: format!("what ana thinks of {name}"),
            kind: None,
            about: Vec::new(),
        };
        changes.push((mint.id(), memo));
    }
    changes
}

/// Submits a coder's work, all sources finished.
pub fn submit(place: &Place, coder: &str, round: RoundId, clock: u64) {
    add(place, coder, clock, |view, mint| {
        let plan = view.round(round).unwrap().plan.clone();
        let mut marks = view.known();
        marks.retain(|m| m.coder.as_str() == coder);
        let submission = Submission {
            coder: coder.parse().unwrap(),
            marks,
            codebook: tandem::model::ids::Digest::default(),
            revisions: plan.sources.iter().map(|s| (s.clone(), 1)).collect(),
            finished: plan.sources,
            structures: Vec::new(),
            corrected: None,
        };
        vec![(
            mint.id(),
            Change::Submitted {
                round,
                submission,
                after: None,
            },
        )]
    });
}

/// A second place with the same files.
pub fn copy(place: &Place) -> Place {
    let made = Place::empty();
    for path in files_below(&place.path("")) {
        let to = made
            .path("")
            .join(path.strip_prefix(place.path("")).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&path, &to).unwrap();
    }
    made
}
