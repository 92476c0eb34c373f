//! The states of all screens.

use super::screen::{Answer, Answers, Screen};
use super::table::screens;
use super::{Ask, ScreenId};
use crate::app::context::Context;
use crate::work::effect::Effect;

macro_rules! states {
    ($($id:ident $room:ident $state:ident $title:literal;)*) => {
        #[derive(Clone, Debug, Default)]
        pub struct Screens { $(pub $room: crate::app::$room::$state),* }

        impl Screens {
            pub fn at(&self, id: ScreenId) -> &dyn Screen {
                match id { $(ScreenId::$id => &self.$room),* }
            }

            /// One of them, to be changed.
            pub fn at_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
                match id { $(ScreenId::$id => &mut self.$room),* }
            }

            /// Goes on with the answer to an overlay of a screen.
            pub(crate) fn answered(
                &mut self,
                ask: Ask,
                answer: Answer,
                cx: &mut Context,
            ) -> Vec<Effect> {
                match ask {
                    Ask::Anywhere(_) => Vec::new(),
                    $(Ask::$id(ask) => self.$room.answered(ask, answer, cx)),*
                }
            }
        }
    };
}

screens!(states);
