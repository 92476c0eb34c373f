//! The segments behind a theme or code, to go to.

use super::Themes;
use super::outline::Row;
use crate::app::anywhere;
use crate::app::context::Context;
use crate::app::evidence::entry;
use crate::model::layer::Finding;
use crate::report::Texts;
use crate::report::words::counted;
use crate::themes::Count;
use crate::work::effect::Effect;

impl Themes {
    /// Lists what stands behind the row under the cursor.
    pub(super) fn pick_evidence(&mut self, row: Row, cx: &mut Context) -> Vec<Effect> {
        let Some(node) = row.node() else {
            return Vec::new();
        };
        let name = self.node_name(node, cx);
        let Some(figures) = self.figures() else {
            return Vec::new();
        };
        let segments = figures.segments(node, &cx.view, &cx.documents);
        if segments.is_empty() {
            return cx.say(format!("no segment stands behind “{name}” yet"));
        }
        let count = Count::of(&segments);
        let people = match count.participants {
            1 => "1 person".to_owned(),
            n => format!("{n} people"),
        };
        let findings = segments.iter().flat_map(|e| &e.findings);
        let layer = &figures.layer.findings;
        let findings: Vec<Finding> = findings.map(|i| layer[*i].clone()).collect();
        let texts = Texts::new(&cx.view, &cx.documents);
        let labels = match texts.labels_alone(&findings).is_empty() {
            true => "",
            false => " by label",
        };
        let title = format!(
            "{name}: {} · {people}{labels}",
            counted(count.segments, "segment")
        );
        let entries = segments
            .iter()
            .map(|e| entry(e, &figures.layer, cx))
            .collect();
        cx.pick(title, anywhere::Ask::GoTo, entries)
    }
}
