//! Choosing what is compared: rounds, codes, sources, participants, coders, unit, overlap, roll-up,
//! domain and cases. What is chosen always stands in the title line.

use super::ask::Choosing;
use super::{Agreement, Ask};
use crate::agreement::round::{Codes, Selection, WhoIsWho};
use crate::app::context::Context;
use crate::app::overlay::{Entry, Overlay, Picker, Value};
use crate::model::ids::{CodeId, CoderId, RoundId, SourceId};
use crate::model::round::Unit;
use crate::report::Subgroup;
use crate::report::figures::Shows;
use crate::work::effect::Effect;

/// The things, in the order they are offered.
const THINGS: [(Choosing, &str, &str); 11] = [
    (
        Choosing::Rounds,
        "Rounds",
        "Several are pooled; a training round stands alone",
    ),
    (Choosing::Codes, "Codes", "All, one branch, or some"),
    (Choosing::Sources, "Sources", "Only these sources count"),
    (
        Choosing::Participants,
        "Participants",
        "Only what these people say counts",
    ),
    (Choosing::Coders, "Coders", "Two or more; the first is A"),
    (Choosing::Unit, "Unit", "What is counted as one"),
    (
        Choosing::Speakers,
        "Who is who",
        "Who is an interviewer, and who speaks where",
    ),
    (
        Choosing::Overlap,
        "Overlap",
        "How far two codings of one code have to overlap to match",
    ),
    (
        Choosing::Level,
        "Roll-up",
        "Codes deeper than this count as their parent",
    ),
    (
        Choosing::Domain,
        "Domain",
        "A branch whose codes exclude one another: one value a unit",
    ),
    (
        Choosing::Case,
        "Cases",
        "Attributes that tell which sources are one case, for rated codes",
    ),
];

/// What is said of figures for which roles and names were not taken from the plan.
pub(super) const PRESENT: &str = "as set at present, not as planned";

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pick {
    All,
    Round(RoundId),
    Code(CodeId),
    Branch(CodeId),
    Source(SourceId),
    Words(String),
    /// All who have a value of an attribute, or all sources that have it.
    Subgroup(Box<Subgroup>),
    Coder(CoderId),
    Unit(Unit),
    Speakers(WhoIsWho),
    Overlap(u8),
    Level(u16),
}

impl Agreement {
    pub(super) fn ask_what(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut entries: Vec<Entry> = Vec::new();
        for (n, (thing, name, help)) in THINGS.iter().enumerate() {
            let entry = Entry::new(*name, Value::Number(n as i32));
            entries.push(entry.beside(self.chosen_words(*thing, cx)).detail(*help));
        }
        let all = Entry::new("Everything as the round has it", Value::Number(-1));
        entries.push(all.detail("Drops whatever was chosen"));
        let purpose = Ask::Choose(Choosing::What);
        let picker = Picker::new("What is compared", purpose, entries);
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    /// Goes on with what was picked.
    pub(super) fn chosen(
        &mut self,
        choosing: Choosing,
        values: &[Value],
        cx: &mut Context,
    ) -> Vec<Effect> {
        let number = |v: &Value| match v {
            Value::Number(n) => usize::try_from(*n).ok(),
            _ => None,
        };
        let picked: Vec<usize> = values.iter().filter_map(number).collect();
        if choosing == Choosing::What {
            return match picked.first() {
                Some(n) => self.ask_thing(THINGS[*n % THINGS.len()], cx),
                None => {
                    cx.compared.selection = Selection::default();
                    self.reset();
                    cx.say("everything as the round has it")
                }
            };
        }
        let options = self.options(choosing, cx);
        let picks = picked.into_iter().filter_map(|n| options.get(n));
        let picks: Vec<Pick> = picks.map(|(pick, ..)| pick.clone()).collect();
        self.choose(choosing, &picks, cx);
        self.reset();
        self.pair = 0;
        Vec::new()
    }

    fn ask_thing(
        &mut self,
        (choosing, name, help): (Choosing, &str, &str),
        cx: &mut Context,
    ) -> Vec<Effect> {
        let options = self.options(choosing, cx);
        let entry = |(n, (_, label, beside)): (usize, &(Pick, String, String))| {
            Entry::new(label.clone(), Value::Number(n as i32)).beside(beside.clone())
        };
        let entries: Vec<Entry> = options.iter().enumerate().map(entry).collect();
        if entries.len() < 2 {
            return cx.say(format!(
                "{}: there is nothing to choose from",
                name.to_lowercase()
            ));
        }
        let purpose = Ask::Choose(choosing);
        let mut picker = Picker::new(format!("{name}: {}", help.to_lowercase()), purpose, entries);
        let several = matches!(
            choosing,
            Choosing::Rounds
                | Choosing::Codes
                | Choosing::Sources
                | Choosing::Participants
                | Choosing::Coders
                | Choosing::Case
        );
        if several {
            picker = picker.several();
            let chosen =
                |(_, (pick, ..)): &(usize, &(Pick, String, String))| self.is_picked(pick, cx);
            let marked = options.iter().enumerate().filter(chosen).map(|(n, _)| n);
            picker.marked = marked.collect();
        }
        cx.overlays.push(Overlay::Picker(picker));
        Vec::new()
    }

    pub(super) fn everything(&self, choosing: Choosing) -> &'static str {
        match choosing {
            Choosing::Rounds => "the round compared",
            Choosing::Codes => "all codes",
            Choosing::Sources => "all sources finished by all",
            Choosing::Participants => "everybody",
            Choosing::Coders => "all who submitted",
            Choosing::Unit => "as the round has it",
            Choosing::Speakers | Choosing::Overlap => "as the round has it",
            Choosing::Level => "no roll-up: every code for itself",
            Choosing::Domain => "no domain",
            Choosing::Case => "each source is a case",
            Choosing::What => "everything",
        }
    }

    fn choose(&mut self, choosing: Choosing, picks: &[Pick], cx: &mut Context) {
        let all = picks.contains(&Pick::All);
        let root = |p: &Pick| match p {
            Pick::Branch(code) => Some(*code),
            _ => None,
        };
        let roots: Vec<CodeId> = picks.iter().filter_map(root).collect();
        let under = self.branches(&roots, cx);
        let state = &mut *self;
        let selection = &mut cx.compared.selection;
        macro_rules! picked {
            ($kind:path) => {
                picks
                    .iter()
                    .filter_map(|p| match p {
                        $kind(x) => Some(x.clone()),
                        _ => None,
                    })
                    .collect::<Vec<_>>()
            };
        }
        let some = |empty: bool| !all && !empty;
        match choosing {
            Choosing::What => {}
            Choosing::Rounds => {
                selection.rounds = if all {
                    Vec::new()
                } else {
                    picked!(Pick::Round)
                };
            }
            Choosing::Codes => {
                let (codes, branches) = (picked!(Pick::Code), picked!(Pick::Branch));
                selection.codes = match (all, &codes[..], &branches[..]) {
                    (true, ..) | (_, [], []) => Codes::All,
                    (_, [], [branch]) => Codes::Branch(*branch),
                    _ => Codes::Only([codes.clone(), under].concat()),
                };
            }
            Choosing::Sources => {
                let mut found = picked!(Pick::Source);
                for subgroup in picked!(Pick::Subgroup) {
                    let new = subgroup.sources(&cx.view).into_iter();
                    found.extend(new.filter(|id| !found.contains(id)).collect::<Vec<_>>());
                }
                selection.sources = some(found.is_empty()).then_some(found);
            }
            Choosing::Participants => {
                let mut found = picked!(Pick::Words);
                for subgroup in picked!(Pick::Subgroup) {
                    let new = subgroup.people(&cx.view).into_iter();
                    found.extend(new.filter(|who| !found.contains(who)).collect::<Vec<_>>());
                }
                selection.participants = some(found.is_empty()).then_some(found);
            }
            Choosing::Coders => {
                let found = picked!(Pick::Coder);
                if found.len() == 1 && !all {
                    cx.note("two coders at least can be compared: Tab marks them");
                    return;
                }
                selection.coders = some(found.is_empty()).then_some(found);
            }
            Choosing::Unit => selection.unit = picked!(Pick::Unit).pop(),
            Choosing::Speakers => {
                selection.speakers = picked!(Pick::Speakers).pop().unwrap_or_default();
            }
            Choosing::Overlap => selection.overlap = picked!(Pick::Overlap).pop(),
            Choosing::Level => selection.level = picked!(Pick::Level).pop(),
            Choosing::Domain => {
                selection.domain = picked!(Pick::Code).pop();
                if selection.domain.is_some() {
                    state.shows = Shows::Domain;
                } else if state.shows == Shows::Domain {
                    state.shows = Shows::Codes;
                }
            }
            Choosing::Case => {
                selection.case = if all {
                    Vec::new()
                } else {
                    picked!(Pick::Words)
                };
            }
        }
    }

    fn branches(&self, roots: &[CodeId], cx: &Context) -> Vec<CodeId> {
        let codebook = cx.view.codebook();
        let under = |code: CodeId| {
            roots
                .iter()
                .any(|r| *r == code || codebook.ancestors(code).contains(r))
        };
        codebook
            .active()
            .map(|c| c.id)
            .filter(|c| under(*c))
            .collect()
    }

    fn chosen_words(&self, choosing: Choosing, cx: &Context) -> String {
        let selection = &cx.compared.selection;
        let code = |id: &CodeId| cx.view.codebook().name(*id).to_owned();
        let list = |names: Vec<String>| match names.len() {
            0..=2 => names.join(" + "),
            n => format!("{} of them", n),
        };
        let chosen = match choosing {
            Choosing::Rounds if !selection.rounds.is_empty() => Some(list(
                self.compared_rounds(cx)
                    .iter()
                    .map(|r| r.plan.name.clone())
                    .collect(),
            )),
            Choosing::Codes => match &selection.codes {
                Codes::All => None,
                Codes::Branch(id) => Some(format!("{} and under it", code(id))),
                Codes::Only(ids) => Some(list(ids.iter().map(code).collect())),
            },
            Choosing::Sources => selection
                .sources
                .as_ref()
                .map(|ids| list(ids.iter().map(|id| cx.view.source_name(id)).collect())),
            Choosing::Participants => selection.participants.clone().map(list),
            Choosing::Coders => {
                let names = selection.coders.as_ref();
                names.map(|all| list(all.iter().map(CoderId::to_string).collect()))
            }
            Choosing::Unit => selection.unit.map(|u| u.word().to_owned()),
            Choosing::Speakers if selection.speakers == WhoIsWho::Present => {
                Some(PRESENT.to_owned())
            }
            Choosing::Overlap => selection.overlap.map(|n| format!("at least {n} %")),
            Choosing::Level => selection.level.map(|n| format!("to level {n}")),
            Choosing::Domain => selection.domain.as_ref().map(code),
            Choosing::Case if !selection.case.is_empty() => Some(selection.case.join(" + ")),
            _ => None,
        };
        chosen.unwrap_or_else(|| self.everything(choosing).to_owned())
    }
}

impl super::Agreement {
    fn is_picked(&self, pick: &Pick, cx: &Context) -> bool {
        let selection = &cx.compared.selection;
        match pick {
            Pick::Round(id) => selection.rounds.contains(id),
            Pick::Code(id) => matches!(&selection.codes, Codes::Only(ids) if ids.contains(id)),
            Pick::Branch(id) => selection.codes == Codes::Branch(*id),
            Pick::Source(id) => selection.sources.as_ref().is_some_and(|s| s.contains(id)),
            Pick::Words(words) => {
                let people = selection.participants.as_ref();
                people.is_some_and(|p| p.contains(words)) || selection.case.contains(words)
            }
            Pick::Coder(id) => selection.coders.as_ref().is_some_and(|c| c.contains(id)),
            // Its members are marked themselves.
            Pick::Subgroup(_)
            | Pick::All
            | Pick::Unit(_)
            | Pick::Speakers(_)
            | Pick::Overlap(_)
            | Pick::Level(_) => false,
        }
    }
}

/// What is compared, in a few words: rounds and coders always, then whatever else was chosen.
pub fn selection_words(agreement: &Agreement, cx: &Context) -> String {
    let rounds = agreement.compared_rounds(cx);
    let Some(first) = rounds.first() else {
        return cx.name.clone();
    };
    let names: Vec<&str> = rounds.iter().map(|r| r.plan.name.as_str()).collect();
    let coders: Vec<String> = match (cx.figures(), &cx.compared.selection.coders) {
        (Some(Ok(found)), _) => found
            .figures
            .coders
            .iter()
            .map(CoderId::to_string)
            .collect(),
        (_, Some(coders)) => coders.iter().map(CoderId::to_string).collect(),
        _ => first.plan.coders.iter().map(CoderId::to_string).collect(),
    };
    let selection = &cx.compared.selection;
    let unit = selection.unit.unwrap_or(first.plan.unit);
    let mut parts = vec![names.join(" + "), coders.join(" + ")];
    let chosen = |thing| agreement.chosen_words(thing, cx);
    if selection.sources.is_some() {
        parts.push(chosen(Choosing::Sources));
    }
    if selection.participants.is_some() {
        parts.push(chosen(Choosing::Participants));
    }
    parts.push(match agreement.by {
        super::By::Unit => unit.word().to_owned(),
        super::By::Character => "characters".to_owned(),
    });
    parts.push(chosen(Choosing::Codes));
    if selection.level.is_some() {
        parts.push(format!("rolled up {}", chosen(Choosing::Level)));
    }
    if selection.speakers == WhoIsWho::Present {
        parts.push(format!("roles of speakers {PRESENT}"));
    }
    if selection.overlap.is_some() {
        parts.push(format!("overlap {}", chosen(Choosing::Overlap)));
    }
    if selection.domain.is_some() {
        parts.push(format!("domain {}", chosen(Choosing::Domain)));
    }
    parts.join(" · ")
}
