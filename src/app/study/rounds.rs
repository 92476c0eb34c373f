//! Planning, opening and closing rounds.

use super::planned::open_coding_words;
use super::proposing::DRAW;
use super::reviewing::{UNDER, closing_words, review_available};
use super::{Ask, Study};
use crate::acts::plan::{KINDS, Planned, RULES, UNITS, check_plan, read_least, usual_plan};
use crate::acts::rounds::{KEPT, Step, is_last};
use crate::acts::strangers::{strangers, strangers_words};
use crate::app::anywhere;
use crate::app::command::Command;
use crate::app::context::Context;
use crate::app::form::{Field, Form};
use crate::app::input::Typing;
use crate::app::overlay::Overlay;
use crate::app::screens::ScreenId;
use crate::model::ids::CoderId;
use crate::model::round::{Headline, Reasons, Round, RoundPlan, StartFrom};
use crate::report::before_words;
use crate::report::starting::far_less;
use crate::report::words::counted;
use crate::work::effect::Effect;

const HEADLINES: [(&str, Headline); 8] = [
    ("alpha over codes (Krippendorff)", Headline::AlphaOverCodes),
    ("kappa (Cohen)", Headline::Kappa),
    ("percent by coding", Headline::Percent),
    ("no coefficient", Headline::None),
    ("alpha, all codes in one table", Headline::Alpha),
    ("alpha over sets of codes, MASI", Headline::AlphaMasi),
    ("alpha over sets of codes, Jaccard", Headline::AlphaJaccard),
    ("ordinal alpha of ratings", Headline::OrdinalAlpha),
];
const REASONS: [(&str, Reasons); 2] = [
    ("as the pair likes", Reasons::Optional),
    ("required", Reasons::Required),
];
const STARTS: [(&str, StartFrom); 3] = [
    ("blank", StartFrom::Blank),
    ("each coder's own codings", StartFrom::OwnCodings),
    ("the consensus", StartFrom::Consensus),
];

/// The figures that may lead in a study of this format.
fn headlines(format: u32) -> Vec<(&'static str, Headline)> {
    let known = |(_, lead): &(&str, Headline)| lead.is_known_to(format);
    HEADLINES.into_iter().filter(known).collect()
}

fn options(name: &'static str, help: &'static str, options: Vec<&str>) -> Field {
    Field {
        name,
        help: help.into(),
        options: options.into_iter().map(str::to_owned).collect(),
        chosen: 0,
        typing: Typing::default(),
    }
}

impl Field {
    /// Begins with another option than the first.
    fn choosing(self, at: Option<usize>) -> Field {
        Field {
            chosen: at.unwrap_or(self.chosen),
            ..self
        }
    }
}

fn typed(name: &'static str, help: &'static str, text: &str) -> Field {
    Field {
        name,
        help: help.into(),
        options: Vec::new(),
        chosen: 0,
        typing: Typing::new(text),
    }
}

impl Study {
    pub(super) fn new_round_form(&mut self, cx: &mut Context) -> Vec<Effect> {
        let mut sources = self.marked.clone();
        if sources.is_empty() {
            sources.extend(cx.view.sources().get(self.sources.at).map(|s| s.id.clone()));
        }
        let coders = cx.view.coders().keys().cloned().collect();
        let coders = cx.view.in_order_of_joining(coders);
        let coders: Vec<&str> = coders.iter().map(CoderId::as_str).collect();
        let name = format!("Round {}", cx.view.rounds().len() + 1);
        let usual = cx.view.usual_headline();
        let leads = headlines(cx.view.format());
        cx.lay(Overlay::Form(Form {
            title: self.round_title(&sources, cx),
            ask: Ask::Plan.into(),
            sources,
            drawn: None,
            at: 0,
            fields: vec![
                typed("name", "as shown everywhere", &name),
                options("kind", "double: two or more code the same; training: never pooled into a reported figure; single: one codes alone; re-code: anew; review: codes are judged, nothing is coded", KINDS.iter().map(|k| k.0).collect()),
                typed("coders", "ids, separated by spaces, in a review the reviewers; A, B and so on are given in the order they joined", &coders.join(" ")),
                options("blind", "yes: nobody sees another's work before all have submitted", vec!["yes", "no"]),
                options("unit", "what agreement counts as one unit", UNITS.iter().map(|u| u.2.in_format(cx.view.format()).word()).collect()),
                typed("overlap %", "least intersection over union for two codings to match", "50"),
                typed("tolerance", "boundary differences of at most so many characters are settled by rule", "10"),
                options("boundary rule", "how they are settled", RULES.iter().map(|r| r.2.word()).collect()),
                options("headline", "the coefficient that leads, fixed before anybody sees results", leads.iter().map(|h| h.0).collect())
                    .choosing(leads.iter().position(|h| h.1 == usual)),
                options("starts from", "only from blank are they blind to what was coded before", STARTS.map(|s| s.0).to_vec()),
                typed("adjudicator", "a third person whose verdict is final; no coder of the round; empty: nobody", ""),
                options("reasons", "whether every verdict must say why", REASONS.map(|r| r.0).to_vec()),
                typed("least value", "the alpha that would do, such as .667 or .8; empty: nothing is said to be shown or not shown", ""),
                typed(UNDER, "a review: only this code and those under it; empty: all codes", ""),
                typed(DRAW, "Ctrl-P draws unread sources instead of those marked: how many, by kind or an attribute, from a seed; empty: a fifth by kind", ""),
            ],
        }))
    }

    /// Checks a filled form and asks before the round is opened.
    pub(crate) fn plan_round(&mut self, form: Form, cx: &mut Context) -> Vec<Effect> {
        if form.is_review() {
            return self.ask_to_review(form, cx);
        }
        match self.plan_of(&form, cx) {
            Ok(plan) => {
                let coders: Vec<&str> = plan.coders.iter().map(CoderId::as_str).collect();
                let blind = if plan.blind {
                    "It is blind: nobody sees another's work, and the shared codebook is frozen, until all have submitted."
                } else {
                    "It is not blind."
                };
                let open_coding = open_coding_words(&plan);
                let again = self.coded_before(&plan, cx);
                let seen = before_words(&plan, &cx.view);
                let seen: String = seen.iter().map(|words| format!(" {words}")).collect();
                let strangers = strangers_words(&strangers(&cx.view, &plan));
                let drawn = match &plan.drawn {
                    Some(drawn) => format!(
                        " Its sources were drawn of {} from seed {}.",
                        drawn.of, drawn.seed
                    ),
                    None => String::new(),
                };
                let third = match &plan.adjudicator {
                    Some(third) => format!(" {third} adjudicates: their verdict is final."),
                    None => String::new(),
                };
                let text = format!(
                    "Open “{}” ({}) for {} over {}? {blind}{open_coding}{third}{strangers}{seen}{again}{drawn} Unit: {}; overlap {} %; tolerance {}. What is fixed now cannot be changed later.",
                    plan.name,
                    plan.kind.word(),
                    coders.join(", "),
                    counted(plan.sources.len(), "source"),
                    plan.unit.word(),
                    plan.overlap,
                    plan.tolerance,
                );
                // No, or Esc, comes back to the form as it was filled.
                cx.overlays.push(Overlay::Form(form));
                cx.question(text, Ask::Open(Box::new(plan)))
            }
            Err(why) => {
                cx.overlays.push(Overlay::Form(form));
                cx.fail(why)
            }
        }
    }

    /// Whether what a form says can be opened.
    pub(crate) fn may_plan(&self, form: &Form, cx: &Context) -> Result<(), String> {
        match form.is_review() {
            true => self.review_of(form, cx).map(drop),
            false => self.plan_of(form, cx).map(drop),
        }
    }

    fn plan_of(&self, form: &Form, cx: &Context) -> Result<RoundPlan, String> {
        let value = |name: &str| form.typed(name).to_owned();
        let chosen = |name: &str| form.chosen(name);
        let number = |name: &str, most: u32| -> Result<u32, String> {
            let text = value(name);
            let n: u32 = text
                .parse()
                .map_err(|_| format!("{name}: “{text}” is no whole number"))?;
            if n > most {
                Err(format!("{name}: at most {most}"))
            } else {
                Ok(n)
            }
        };
        let coders = form.coders()?;
        let Planned::Coding(kind) = KINDS[chosen("kind")].2 else {
            return Err("a review is planned by itself".into());
        };
        let overlap = number("overlap %", 100)?;
        if overlap == 0 {
            return Err("overlap %: at least 1".into());
        }
        let least = match value("least value") {
            none if none.is_empty() => None,
            some => Some(read_least(&some).map_err(|why| format!("least value: {why}"))?),
        };
        let coders = cx.view.in_order_of_joining(coders);
        let usual = usual_plan(
            &cx.view,
            (&value("name"), kind),
            coders,
            form.sources.clone(),
        );
        let leads = headlines(cx.view.format());
        let plan = RoundPlan {
            unit: UNITS[chosen("unit")].2.in_format(cx.view.format()),
            overlap: overlap as u8,
            tolerance: number("tolerance", 100_000)?,
            boundary: RULES[chosen("boundary rule")].2,
            least,
            headline: leads
                .get(chosen("headline"))
                .map_or(Headline::Alpha, |h| h.1),
            blind: chosen("blind") == 0 && usual.blind,
            start: STARTS[chosen("starts from")].1,
            drawn: form.drawn.clone(),
            adjudicator: match value("adjudicator").as_str() {
                "" => None,
                name => Some(
                    name.parse()
                        .map_err(|e: crate::model::ids::BadName| e.to_string())?,
                ),
            },
            reasons: REASONS[chosen("reasons")].1,
            ..usual
        };
        check_plan(&plan, &cx.view)?;
        Ok(plan)
    }

    pub(super) fn round_under_cursor<'v>(&self, cx: &'v Context) -> Option<&'v Round> {
        cx.view.rounds().get(self.rounds.at)
    }

    /// Opens a round: reconcile when it is over, else its next unfinished source.
    pub(super) fn open_round(&mut self, cx: &mut Context) -> Vec<Effect> {
        if self.review_under_cursor(cx).is_some() {
            return cx.go(ScreenId::Codebook);
        }
        let Some(round) = self.round_under_cursor(cx).cloned() else {
            return Vec::new();
        };
        if round.is_over() && round.submitted.len() > 1 {
            cx.compared.round = Some(round.id);
            return cx.go(ScreenId::Reconcile);
        }
        let done = round.finished.get(&cx.me);
        let next = round
            .plan
            .sources
            .iter()
            .find(|s| !done.is_some_and(|d| d.contains(*s)));
        match next.or(round.plan.sources.first()).cloned() {
            Some(source) => cx.read(source, None),
            None => Vec::new(),
        }
    }

    /// Asks whether who is who, as set now, is to count in the round under the cursor.
    pub(super) fn correct_speakers(&mut self, cx: &mut Context) -> Vec<Effect> {
        let Some(round) = self.round_under_cursor(cx).cloned() else {
            return Vec::new();
        };
        let name = &round.plan.name;
        match cx.view.correct_speakers(&round) {
            Ok(change) => cx.question(
                format!(
                    "Take who is an interviewer and who is whom, as set now, into the plan of “{name}”? Its units may change; everybody sees the correction, and the methods paragraph names it."
                ),
                anywhere::Ask::Save(Box::new(change)),
            ),
            Err(why) => cx.fail(format!("“{name}”: {why}")),
        }
    }

    /// Whether the study is of an older format.
    pub(super) fn may_upgrade(&self, cx: &Context) -> Result<(), String> {
        match cx.view.format() >= crate::model::event::FORMAT {
            true => Err("the study is in the newest format: there is nothing to upgrade".into()),
            false => Ok(()),
        }
    }

    /// Why a command cannot be run on the round under the cursor now, if so.
    pub(super) fn round_available(&self, command: Command, cx: &Context) -> Result<(), String> {
        if matches!(
            command,
            Command::Import | Command::Export | Command::Journal
        ) {
            return Ok(());
        }
        if command == Command::NewRound {
            return match cx.view.sources().is_empty() {
                true => Err("there are no sources yet: i imports files".into()),
                false => Ok(()),
            };
        }
        if let Some(review) = self.review_under_cursor(cx) {
            return review_available(command, review, cx);
        }
        let Some(round) = self.round_under_cursor(cx) else {
            return Err("there are no rounds yet: mark sources with space, then R".into());
        };
        match command {
            Command::CorrectSpeakers => {
                let corrected = cx.view.correct_speakers(round).map(drop);
                corrected.map_err(|why| format!("“{}”: {why}", round.plan.name))
            }
            _ => match step(command) {
                Some(step) => step
                    .may(&cx.view, round, &cx.me)
                    .map_err(|why| why.to_string()),
                None => Ok(()),
            },
        }
    }

    pub(super) fn ask_to_upgrade(&mut self, cx: &mut Context) -> Vec<Effect> {
        cx.question(
            "Raise the study to the newest format? Older versions of Tandem will then only read it; what is counted of its rounds stays as it is. This cannot be undone.".to_owned(),
            Ask::Upgrade,
        )
    }

    /// Asks before something is done in the round under the cursor that everybody will notice.
    pub(super) fn round_command(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        if let Some(review) = self.review_under_cursor(cx) {
            let (id, text) = (review.id, closing_words(review, cx));
            return cx.question(text, Ask::CloseReview(id));
        }
        let Some(round) = self.round_under_cursor(cx).cloned() else {
            return Vec::new();
        };
        let Some(step) = step(command) else {
            return Vec::new();
        };
        let name = &round.plan.name;
        let text = match step {
            Step::Cancel => format!(
                "Cancel “{name}”? Nobody has marked a source of it as finished or submitted it. {KEPT} This cannot be undone."
            ),
            Step::Submit => self.asked_to_submit(&round, cx),
            Step::Withdraw => {
                format!("Withdraw your submission of “{name}”, to go on coding in it?")
            }
            Step::Close => format!(
                "Close “{name}” before all have submitted? Everybody's work in it becomes visible, this cannot be undone, and it is recorded that you did it."
            ),
        };
        cx.question(text, Ask::Step(round.id, step))
    }

    fn asked_to_submit(&self, round: &Round, cx: &Context) -> String {
        let name = &round.plan.name;
        let done = round.finished.get(&cx.me).map_or(0, |f| f.len());
        let all = round.plan.sources.len();
        let opens = match (is_last(round), round.plan.blind) {
            (true, true) => " All others have submitted: the round opens at once.",
            (true, false) => "",
            (false, _) => " You can withdraw while others have not submitted.",
        };
        if done == 0 {
            return format!(
                "You have marked no source of “{name}” as finished, so nothing you submit is compared: f on a source marks it. Submit “{name}” all the same?{opens}"
            );
        }
        let left_out = match all - done {
            0 => String::new(),
            n => format!(" {n} not marked as finished will be left out of agreement."),
        };
        let far_less = far_less(&cx.view, round);
        let far_less = far_less.map_or(String::new(), |words| format!(" {words}."));
        format!(
            "Submit your codings of “{name}”? {done} of {} finished.{left_out}{far_less}{opens}",
            counted(all, "source")
        )
    }
}

fn step(command: Command) -> Option<Step> {
    Some(match command {
        Command::CancelRound => Step::Cancel,
        Command::Submit => Step::Submit,
        Command::WithdrawSubmission => Step::Withdraw,
        Command::CloseRound => Step::Close,
        _ => return None,
    })
}
