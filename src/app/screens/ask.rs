//! What overlays are for.

use super::table::screens;
use crate::app::{
    agreement, anywhere, codebook, conference, read, reconcile, search, study, themes,
};

macro_rules! asks {
    ($($id:ident $room:ident $state:ident $title:literal;)*) => {
        /// What an overlay is for: the screen that goes on with the answer, and with what.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs)] // screens by name
        pub enum Ask { Anywhere(anywhere::Ask), $($id($room::Ask)),* }

        $(impl From<$room::Ask> for Ask {
            fn from(ask: $room::Ask) -> Ask { Ask::$id(ask) }
        })*
    };
}

screens!(asks);

impl From<anywhere::Ask> for Ask {
    fn from(ask: anywhere::Ask) -> Ask {
        Ask::Anywhere(ask)
    }
}
