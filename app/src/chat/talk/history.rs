//! Further parts of the history.

use super::*;

impl Talk {
    /// Brings the messages before those in sight, once at a time.
    pub fn load_older(self) {
        let first = self.history.with_untracked(|history| history.messages.first().map(|m| m.seq));
        if let (Some(seq), true) = (first, self.has_older.get_untracked()) {
            self.load(Some(seq), None);
        }
    }

    /// Brings the messages after those in sight, until they are all there and live.
    pub fn load_newer(self) {
        let last = self.history.with_untracked(|history| history.messages.last().map(|m| m.seq));
        if self.has_newer.get_untracked() {
            self.load(None, Some(last.unwrap_or(0)));
        }
    }

    fn load(self, before: Option<maloca_chat::Seq>, after: Option<maloca_chat::Seq>) {
        let Some(room) = self.room() else { return };
        if self.is_loading.get_untracked() {
            return;
        }
        self.is_loading.set(true);
        spawn_local(async move {
            match server_fns::read_on(room, before, after).await {
                Ok(part) if before.is_some() => self.join(part, true),
                Ok(part) => hold(|| self.join(part, false)),
                Err(failure) => self.toaster.say(Tone::Bad, failure.explain(self.language)),
            }
            self.is_loading.try_set(false);
        });
    }

    /// Puts a part before or after what is in sight. The place up to which events are known stays:
    /// what happened between both readings is still to be heard.
    fn join(self, part: History, is_before: bool) {
        let is_full = part.messages.len() == PAGE;
        self.history.try_update(|history| {
            let messages = &mut history.messages;
            let at = if is_before { 0 } else { messages.len() };
            let known = |seq| messages.iter().any(|message| message.seq == seq);
            let new: Vec<_> =
                part.messages.into_iter().filter(|message| !known(message.seq)).collect();
            messages.splice(at..at, new);
        });
        let more = if is_before { self.has_older } else { self.has_newer };
        more.try_set(is_full);
    }

    /// Begins anew with the newest messages, when the log does not continue what is in sight.
    pub(super) fn fetch_anew(self) {
        let Some(room) = self.room() else { return };
        if self.is_loading.try_get_untracked() != Some(false) {
            return;
        }
        self.is_loading.try_set(true);
        spawn_local(async move {
            let fetched = server_fns::read_on(room.clone(), None, None).await;
            self.is_loading.try_set(false);
            match fetched {
                Ok(history) => self.adopt(room, history),
                Err(_) => self.command(Command::Again),
            }
        });
    }

    fn adopt(self, room: RoomName, history: History) {
        let (epoch, head) = (Some(history.epoch), Some(history.head));
        self.has_older.try_set(history.messages.len() == PAGE);
        self.outbox.try_update(|outbox| outbox.retain(|pending| !holds(&history, pending.id)));
        self.history.try_set(history);
        self.command(Command::Ask(Ask::Sub { room: room.into(), epoch, after: head }));
    }
}
