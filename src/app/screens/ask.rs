//! What overlays are for.

use super::table::screens;
use crate::app::anywhere;

macro_rules! asks {
    ($($id:ident $room:ident $state:ident $title:literal;)*) => {
        /// What an overlay is for: the screen that goes on with the answer, and with what.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Ask { Anywhere(anywhere::Ask), $($id(crate::app::$room::Ask)),* }

        $(impl From<crate::app::$room::Ask> for Ask {
            fn from(ask: crate::app::$room::Ask) -> Ask { Ask::$id(ask) }
        })*
    };
}

screens!(asks);

impl From<anywhere::Ask> for Ask {
    fn from(ask: anywhere::Ask) -> Ask {
        Ask::Anywhere(ask)
    }
}
