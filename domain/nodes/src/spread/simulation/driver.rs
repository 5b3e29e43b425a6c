//! What the driver of a node does with its actions, and with what comes from others.

use std::rc::Rc;

use super::world::{Event, Frame, World};
use crate::catalogue::Page;
use crate::spread::trust::Failure;
use crate::spread::{Action, PullId};

impl World {
    pub(super) fn send(&mut self, from: usize, to: usize, frame: Frame) {
        if let Some((link, delay)) = self.nodes[from].links.get(&to).copied() {
            self.after(delay, Event::Frame { from, to, link, frame });
        }
    }

    pub(super) fn act(&mut self, node: usize, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Tell { peer, rumour } => {
                    let told = &mut self.nodes[node].told;
                    *told = (told.0 + 1, told.1 + rumour.reaches.len());
                    self.send(node, self.index[&peer], Frame::Rumour(rumour));
                }
                Action::Pull { id, peer, after } => {
                    assert!(self.nodes[node].waits.insert(id), "a number used twice");
                    self.send(node, self.index[&peer], Frame::Ask(id, after));
                }
                Action::Cancel { id } => {
                    self.nodes[node].waits.remove(&id);
                }
            }
        }
    }

    pub(super) fn receive(&mut self, from: usize, to: usize, frame: Frame) {
        match frame {
            Frame::Rumour(_) if self.rng.f64() < self.loss => {}
            Frame::Rumour(rumour) => {
                let from = self.members[from];
                let actions = self.nodes[to].spread.heard(from, &rumour, self.now);
                self.act(to, actions);
            }
            Frame::Ask(id, after) => {
                if let Some(page) = self.nodes[to].answer(after) {
                    self.send(to, from, Frame::Answer(id, page));
                }
            }
            Frame::Answer(id, page) => {
                if self.nodes[to].waits.remove(&id) {
                    self.take(to, id, page.as_ref());
                }
            }
        }
    }

    fn take(&mut self, node: usize, id: PullId, page: Option<&Rc<Page>>) {
        let at = &mut self.nodes[node];
        let followed = page.map(|page| at.follow(self.group, page));
        let actions = match followed {
            None => at.spread.failed(id, Failure::Empty, self.now),
            Some(Err(bad)) => at.spread.failed(id, bad.into(), self.now),
            Some(Ok(reach)) => {
                self.note(node, reach);
                self.nodes[node].spread.arrived(id, reach, self.now)
            }
        };
        self.act(node, actions);
    }
}
