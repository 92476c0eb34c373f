//! The Reconcile screen: queue, text with both coders' stretches, the coders side by side.

mod beside;
mod passage;
mod queue;
mod sides;
mod verdicts;

use crate::app::App;
use crate::app::reconcile::panes;
use crate::app::screen::Frame;
use crate::model::round::{Headline, Round};
use crate::model::wrap::width;
use crate::report::claims::how as coded;
use crate::report::figures::headline;
use crate::tui::canvas::Canvas;

/// `Round 1 · ana + ben`.
pub(super) fn round_name(app: &App, round: &Round) -> String {
    let coders = match &app.screens.reconcile.sheet {
        Some(sheet) => sheet.coders(),
        None => &round.plan.coders,
    };
    let coders: Vec<&str> = coders.iter().map(|c| c.as_str()).collect();
    format!("{} · {}", round.plan.name, coders.join(" + "))
}

/// What the title line says after the screen's name: the round, how far the pair is, and beside
/// it what had been reached before, which nothing done here changes.
pub(super) fn heading(app: &App) -> String {
    let Some(round) = app.cx.compared() else {
        return app.cx.name.clone();
    };
    if app.screens.reconcile.sheet.is_none() {
        return round_name(app, round);
    }
    let far = app.screens.reconcile.queue.far;
    let (words, short) = (far.words(), format!("{} of {}", far.settled, far.queue()));
    let before = match app.cx.round_figures() {
        _ if round.plan.headline == Headline::None || app.cx.is_open_coding_compared() => {
            String::new()
        }
        Some(Ok((found, intervals))) => headline(&found.figures, intervals, round),
        Some(Err(why)) => format!("undefined: {why}"),
        None if app.cx.is_computing() => "computing".to_owned(),
        None if app.cx.has_stopped_computing() => "not computed (g a, Enter)".to_owned(),
        None => "loading the texts".to_owned(),
    };
    let how = coded(round);
    let name = &round.plan.name;
    let full = round_name(app, round);
    // Where there is no room for its interval the figure stands alone.
    let alone = match app.cx.round_figures() {
        Some(Ok((found, _))) => headline(&found.figures, None, round),
        _ => before.clone(),
    };
    let saying = |head: &str, words: &str, how: &str, before: &str| match before.is_empty() {
        true => format!("{head}   {words}"),
        false => format!("{head}   {words}   {how}: {before}"),
    };
    let with = |head: &str, words: &str, how: &str| saying(head, words, how, &before);
    let tries = [
        with(&full, &words, how),
        with(name, &words, how),
        with(name, &words, how),
        with(name, &short, how),
        saying(name, &short, how, &alone),
    ];
    // Screen's name, the coder's name, “saved” and the spaces between them.
    let taken = 24 + width(app.cx.me.as_str());
    let room = usize::from(app.cx.size.0).saturating_sub(taken);
    let fits = tries.iter().find(|t| width(t) <= room);
    fits.unwrap_or(&tries[4]).clone()
}

/// Who is present, and what is set for the next verdict.
pub(super) fn status(app: &App) -> String {
    if app.screens.reconcile.item().is_none() {
        return String::new();
    }
    if let Some(poll) = app.screens.reconcile.poll.as_ref()
        && let Some(next) = poll.next()
    {
        let (far, all) = poll.far();
        return format!("{next} votes, the others look away · {far} of {all} are in · p passes");
    }
    if let Some(span) = app.screens.reconcile.ends.as_ref().and_then(|e| e.span()) {
        return format!("{} characters · the arrows move this end", span.len());
    }
    let names = |all: Vec<crate::model::ids::CoderId>| {
        let names: Vec<&str> = all.iter().map(|c| c.as_str()).collect();
        names.join(", ")
    };
    let (present, absent) = (
        names(app.screens.reconcile.present(&app.cx)),
        names(app.screens.reconcile.absent(&app.cx)),
    );
    let mut text = match absent.is_empty() {
        true => format!("present: {present}"),
        false => format!("present: {present} · without {absent} a verdict is a proposal (w)"),
    };
    text.push_str(&format!(" · {}", app.screens.reconcile.kind.word()));
    if !app.screens.reconcile.reason.is_empty() {
        text.push_str(&format!(" · next: “{}”", app.screens.reconcile.reason));
    }
    text
}

/// Why there is nothing to show, and what to do about it.
pub(super) fn nothing(app: &App) -> String {
    if let Some(why) = &app.cx.compared.not_yet {
        return sentence(&why.to_string());
    }
    if let (true, Some(round)) = (app.cx.waits_for_sheet(), app.cx.compared()) {
        return format!(
            "{} is being put side by side.\n\nNothing waits for it: g r goes to the text, g s to the study. It stands here when it is done.",
            round.plan.name
        );
    }
    if app.cx.has_stopped_computing() {
        return "The figures were not computed: you stopped it. Enter computes them.".to_owned();
    }
    if let (true, Some(round)) = (app.cx.is_computing(), app.cx.compared()) {
        return format!(
            "The figures of {} are being computed.\n\nNothing waits for them: g d goes to the differences, g r to the text. They stand here when they come.",
            round.plan.name
        );
    }
    if app.screens.reconcile.sheet.is_some() {
        return "Loading the texts…".to_owned();
    }
    "No round is open yet: two coders' work is compared round by round.\n\ng s goes to the study; there space marks sources and R plans a round over them. Each codes them apart, f marks a source as finished, Tab and s submit. What differs is then listed here."
        .to_owned()
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let look = canvas.look;
    let (wide, high) = app.cx.size;
    if app.screens.reconcile.sheet.is_none() {
        let inner = canvas.pane(Frame::of(wide, high).body, "Reconcile", "", look.focus());
        return canvas.say(inner, &nothing(app));
    }
    let panes = panes(wide, high, app.screens.reconcile.pane);
    queue::draw(app, panes.queue, canvas);
    passage::draw(app, panes.passage, canvas);
    if let Some(area) = panes.coders {
        beside::coders(app, area, canvas);
    }
    if let Some(area) = panes.clauses {
        beside::clauses(app, area, canvas);
    }
}
