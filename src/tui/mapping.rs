//! Terminal events as the application knows them.

use crate::app::key::{Code, Key};
use crate::app::{Action, Mouse, MouseKind};
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::canvas::Hits;

/// The action a terminal event stands for, if any.
pub(super) fn action(event: Event, hits: &Hits) -> Option<Action> {
    match event {
        // Some terminals send releases as well: only presses count.
        Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Action::Key),
        Event::Mouse(mouse) => mouse_of(mouse, hits).map(Action::Mouse),
        Event::Paste(text) => Some(Action::Paste(text)),
        Event::Resize(width, height) => Some(Action::Resize(width, height)),
        _ => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let is_char = matches!(code, Code::Char(_));
    let held = |m| event.modifiers.contains(m);
    let mut key = Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: (held(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab) && !is_char,
    };
    if let (true, Code::Char(c)) = (key.ctrl, key.code) {
        key.code = Code::Char(c.to_ascii_lowercase());
    }
    Some(key)
}

fn mouse_of(event: MouseEvent, hits: &Hits) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Down,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Up,
        MouseEventKind::ScrollUp => MouseKind::ScrollUp,
        MouseEventKind::ScrollDown => MouseKind::ScrollDown,
        _ => return None,
    };
    let (x, y) = (event.column, event.row);
    Some(Mouse {
        kind,
        x,
        y,
        target: hits.at(x, y),
    })
}
