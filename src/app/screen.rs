//! Areas of a screen: pure geometry, shared by update, drawing and the mouse.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// Whether a cell lies inside.
    pub fn holds(self, x: u16, y: u16) -> bool {
        x >= self.x && x < self.x + self.width && y >= self.y && y < self.y + self.height
    }

    /// Without a border of one cell.
    pub fn inner(self) -> Area {
        Area {
            x: self.x + 1,
            y: self.y + 1,
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// Without a column at either side.
    pub fn inside(self) -> Area {
        Area {
            x: self.x + 1,
            width: self.width.saturating_sub(2),
            ..self
        }
    }

    /// The left `width` columns, and the rest.
    pub fn split_left(self, width: u16) -> (Area, Area) {
        let left = width.min(self.width);
        (
            Area {
                width: left,
                ..self
            },
            Area {
                x: self.x + left,
                width: self.width - left,
                ..self
            },
        )
    }

    /// The top `height` rows, and the rest.
    pub fn split_top(self, height: u16) -> (Area, Area) {
        let top = height.min(self.height);
        (
            Area {
                height: top,
                ..self
            },
            Area {
                y: self.y + top,
                height: self.height - top,
                ..self
            },
        )
    }
}

/// The least size Tandem is complete at.
pub const LEAST: (u16, u16) = (80, 24);

/// From this width on, side panes stand beside the main one; below, they cover it when in focus.
pub const WIDE: u16 = 100;

/// The parts every screen has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// First row: where one is, who one is, whether it is saved.
    pub title: Area,
    pub body: Area,
    /// The row above the last: what is selected, notices, progress.
    pub status: Area,
    /// Last row: what can be done now.
    pub footer: Area,
}

impl Frame {
    /// The parts of a screen of this size.
    pub fn of(width: u16, height: u16) -> Frame {
        let all = Area {
            x: 0,
            y: 0,
            width,
            height,
        };
        let (title, rest) = all.split_top(1);
        let (body, rest) = rest.split_top(rest.height.saturating_sub(2));
        let (status, footer) = rest.split_top(1);
        Frame {
            title,
            body,
            status,
            footer,
        }
    }
}
