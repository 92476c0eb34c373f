//! Which screen.

use super::table::screens;

macro_rules! ids {
    ($($id:ident $room:ident $state:ident $title:literal;)*) => {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum ScreenId { #[default] $($id),* }

        impl ScreenId {
            /// All of them, in the order of the table.
            pub const ALL: &[ScreenId] = &[$(ScreenId::$id),*];

            /// Its name in the title line.
            pub fn title(self) -> &'static str {
                match self { $(ScreenId::$id => $title),* }
            }
        }
    };
}

screens!(ids);
