//! The Words screen: how often words are said and by how many people, a word in context, and what
//! stands beside it. What is counted, and how, is the rule of `report::wordlist`.

mod ask;
mod choosing;
mod look;
mod state;
#[cfg(test)]
mod tests;

pub use ask::Ask;
pub use look::Look;
pub use state::{FIGURE, SHARE, WordList};

use crate::app::command::Command;
use crate::app::context::{Context, Request};
use crate::app::keymap::Scope;
use crate::app::overlay::Value;
use crate::app::screens::{Answers, Picked, Screen};
use crate::app::{Pane, Target};
use crate::report::wordlist::{Asked, Keyword, Order, SPAN, Sorting};
use crate::work::counting::Tables;
use crate::work::effect::Effect;

/// The widest a span is.
const WIDEST: usize = 100;

impl Screen for WordList {
    fn scope(&self) -> Scope {
        match self.look().asked {
            Asked::Words(_) => Scope::Words,
            Asked::Places(..) => Scope::Kwic,
            Asked::Beside(..) => Scope::Collocates,
        }
    }

    fn available(&self, command: Command, cx: &Context) -> Result<(), String> {
        let groups = self.look().words().map_or(0, |found| found.groups.len());
        match (command, &self.look().asked) {
            (Command::Open | Command::Collocates | Command::Export | Command::SortOrder, _)
                if self.look().rows.is_empty() =>
            {
                Err(self.nothing())
            }
            (Command::Find, Asked::Words(_)) if self.look().found.is_none() => Err(self.nothing()),
            (Command::Left | Command::Right, Asked::Words(_)) if groups == 0 => {
                Err("there are no groups: a chooses an attribute to group by".to_owned())
            }
            (Command::Subgroup, _) => self.may_group(cx),
            (Command::Grow, Asked::Beside(_, WIDEST)) => {
                Err(format!("{WIDEST} words is the widest"))
            }
            (Command::Shrink, Asked::Beside(_, 1)) => Err("one word is the narrowest".to_owned()),
            _ => Ok(()),
        }
    }

    fn run(&mut self, command: Command, cx: &mut Context) -> Vec<Effect> {
        let page = self.page(cx);
        let groups = self.words.words().map_or(0, |found| found.groups.len());
        let more = self.groups_shown(self.panes(cx).rows.width).end < groups;
        let look = self.look_mut();
        let len = look.rows.len();
        match (command, &mut look.asked) {
            (Command::FindNext, _) => look.list.step(1, len, page),
            (Command::FindPrevious, _) => look.list.step(-1, len, page),
            (command, _) if look.list.moved(command, len, page) => {}
            (Command::Export, _) => return cx.ask_csv(),
            (Command::Open, Asked::Places(..)) => return self.read_here(cx),
            (Command::Open, _) => {
                if let Some(word) = look.word_here() {
                    self.open(Asked::Places(Keyword::Listed(word), Sorting::Place));
                }
            }
            (Command::Collocates, Asked::Places(keyword, _)) => {
                let keyword = keyword.clone();
                self.open(Asked::Beside(keyword, SPAN));
            }
            (Command::Collocates, _) => {
                if let Some(word) = look.word_here() {
                    self.open(Asked::Beside(Keyword::Listed(word), SPAN));
                }
            }
            (Command::SortOrder, Asked::Places(_, sorting)) => {
                *sorting = match sorting {
                    Sorting::Place => Sorting::Left,
                    Sorting::Left => Sorting::Right,
                    Sorting::Right => Sorting::Place,
                };
            }
            (Command::SortOrder, _) => self.sort(match self.order {
                Order::Times => Order::People,
                Order::People => Order::Word,
                Order::Word => Order::Times,
            }),
            (Command::Grow, Asked::Beside(_, span)) => *span += 1,
            (Command::Shrink, Asked::Beside(_, span)) => *span -= 1,
            (Command::StopWords, _) => self.wanted.stop_words ^= true,
            (Command::Left, Asked::Words(_)) => self.group = self.group.saturating_sub(1),
            (Command::Right, Asked::Words(_)) => self.group += usize::from(more),
            (Command::Find, Asked::Words(_)) => {
                let title = "Show only words in which these letters stand; nothing: all";
                return cx.ask(title, Ask::Letters, &self.letters);
            }
            (Command::Find, _) => return cx.request(Request::Search),
            (Command::FilterQueue, _) => return self.ask_query(cx),
            (Command::Keyword, _) => {
                let title = "A word, or several one after the other, to be seen in context";
                return cx.ask(title, Ask::Keyword, "");
            }
            (Command::Subgroup, _) => return self.ask_groups(cx),
            (Command::ToggleOthers, _) => return self.ask_voices(cx),
            _ => {}
        }
        Vec::new()
    }

    fn glance(&self) -> String {
        let look = self.look();
        let at = (look.list, look.rows.len(), self.opened.len(), &look.asked);
        let wanted = (
            &self.wanted,
            &self.query,
            &self.letters,
            self.order,
            self.group,
        );
        format!("{at:?} {wanted:?}")
    }

    fn enter(&mut self, cx: &mut Context) -> Vec<Effect> {
        let sources: Vec<_> = cx.view.sources().iter().map(|s| s.id.clone()).collect();
        let effects = cx.load_missing(&sources);
        self.texts_coming = !effects.is_empty();
        effects
    }

    fn leave(&mut self, _: &mut Context) -> Vec<Effect> {
        self.stop();
        Vec::new()
    }

    fn refresh(&mut self, cx: &mut Context) -> Vec<Effect> {
        let effects = self.ask(cx);
        let page = self.page(cx);
        let look = self.look_mut();
        look.list.show(look.rows.len(), page);
        effects
    }

    /// Leaves what was opened from the list of words, else shows all words again.
    fn back(&mut self, _: &mut Context) -> bool {
        let narrowed = !self.letters.is_empty();
        if self.opened.pop().is_some() {
            return true;
        }
        if narrowed {
            self.narrow("");
        }
        narrowed
    }

    fn focus(&mut self, pane: Pane) {
        if pane == Pane::Words {
            self.opened.clear();
        }
    }

    fn clicked(&mut self, target: Target, _: &mut Context) -> Option<Command> {
        match target {
            Target::Row(Pane::Words | Pane::Places, row) => self.look_mut().list.clicked(row),
            Target::Heading(column) => {
                self.sort(match column {
                    0 => Order::Word,
                    1 => Order::Times,
                    _ => Order::People,
                });
                None
            }
            _ => None,
        }
    }

    /// Writes what is shown.
    fn export(&mut self, cx: &mut Context) -> Vec<Effect> {
        let look = self.look();
        let Some(Ok(found)) = &look.found else {
            return cx.say(self.nothing());
        };
        cx.busy = Some("putting the table together".to_owned());
        vec![Effect::Tabulate(Box::new(Tables {
            found: found.clone(),
            rows: look.rows.clone(),
            view: cx.view.clone(),
            documents: look.documents.clone(),
        }))]
    }

    fn texts_came(&mut self) {
        self.texts_coming = false;
    }

    fn forget_lists(&mut self, _: &mut Context) -> Vec<Effect> {
        self.forget();
        Vec::new()
    }
}

impl WordList {
    fn open(&mut self, asked: Asked) {
        self.opened.push(Look::at(asked));
    }

    fn sort(&mut self, order: Order) {
        self.order = order;
        self.words.list = Default::default();
        self.words.arrange(order, &self.letters);
    }

    /// Shows only words in which these letters stand; all where there are none.
    fn narrow(&mut self, letters: &str) {
        self.letters = letters.trim().to_owned();
        self.words.list = Default::default();
        self.words.arrange(self.order, &self.letters);
    }

    /// Opens the place at the cursor in its source; Esc there comes back.
    fn read_here(&self, cx: &mut Context) -> Vec<Effect> {
        let look = self.look();
        let line = look.row().and_then(|at| look.places()?.lines.get(at));
        let Some(line) = line else {
            return Vec::new();
        };
        let source = cx.view.source(&line.source);
        let read = look.documents.get(&line.source);
        let now = source
            .zip(read)
            .map(|(s, text)| s.now(line.span, text.revision));
        cx.read(line.source.clone(), Some(now.unwrap_or(line.span)))
    }
}

impl Answers for WordList {
    type Ask = Ask;

    fn picked(&mut self, ask: Ask, picked: Picked, _: &mut Context) -> Vec<Effect> {
        let Value::Number(chosen) = picked.first() else {
            return Vec::new();
        };
        match ask {
            Ask::Groups(all) => self.group_by(&all, chosen),
            Ask::Voices => self.count_voices(chosen),
            _ => {}
        }
        Vec::new()
    }

    fn entered(&mut self, ask: Ask, text: String, _: &mut Context) -> Vec<Effect> {
        match ask {
            Ask::Letters => self.narrow(&text),
            Ask::Query => self.query = text.trim().to_owned(),
            Ask::Keyword if !text.trim().is_empty() => {
                let keyword = Keyword::Typed(text.trim().to_owned());
                self.open(Asked::Places(keyword, Sorting::Place));
            }
            _ => {}
        }
        Vec::new()
    }
}
