//! In English.

use super::{Lack, Language, NodesWords, Pace, Refused, Slow, number};
use crate::failure::Explain;
use crate::format::integer;

pub(super) static EN: NodesWords = NodesWords {
    title: "The houses",
    lede: "Malocas that know each other by their keys. Each has its own rooms; the files of all are found from any of them, and none is the centre.",
    houses: "Houses of the group",
    map: |others, reached| {
        format!(
            "Map of the group: this house in the middle, {} around it, {reached} of them connected. The list below says the same.",
            number(others, "other", "others")
        )
    },
    this_house: "This house",
    connected: "Connected",
    away: "Away",
    friend: "Friend",
    substitute: "Substitute",
    more_houses: |more| format!("and {}", number(more, "more", "more")),
    only_nearest: "The map shows the nearest ones; the list goes on.",
    alone: "This house is still alone",
    alone_manage: "Invite another Maloca with a ticket, or join the group of one that invited you. Both are below.",
    alone_visit: "As soon as the host invites another Maloca, or joins one, it appears here by itself.",
    member_since: "Member since",
    connected_since: "Connected since",
    latency: "Latency",
    address: "Path",
    by_relay: " (relay)",
    says_at: "Last known at",
    reached_at: "Reached at",
    version: "Version",
    shares: "Shares",
    files: |files, size, language| match files {
        0 => "nothing yet".to_owned(),
        1 => format!("1 file, {size}"),
        files => format!("{} files, {size}", integer(files, language)),
    },
    may: "May",
    may_invite: "invite others",
    may_nothing: "take part",
    id: "Key",
    group: "Group",
    door: "Door for others",
    door_open: "Open",
    door_shut: "Shut",
    how_to_open: "Nobody can reach this house as a node. Whoever looks after it opens the UDP door like this:",
    was_put_out: "This house was put out of its group. Start it with another --data to begin anew.",
    put_out: "Put out",
    put_out_of: |name| format!("Put {name} out of the group"),
    put_out_text: |name| {
        format!(
            "{name} leaves the group for good, and so do those that it alone let in. Its own files stay with it."
        )
    },
    put_out_now: "Put it out now",
    invite: "Invite a house",
    invite_text: "A ticket lets one Maloca in, once. Hand it over as you would a key: in person, or where nobody else reads along.",
    lasts: "How long it can be used",
    spans: [(1, "One hour"), (24, "One day"), (168, "One week"), (720, "Thirty days")],
    may_invite_too: "The newcomer may invite others, too",
    make_ticket: "Make a ticket",
    ticket: "Your ticket",
    ticket_text: "Copy it now: it is shown only this once, and lets in one house.",
    until: "It can be used until",
    shown_already: "This ticket was shown already, and only once. Make another one if it did not arrive.",
    running: "At a Maloca that runs already",
    starting: "At one that is starting",
    qr: "QR code of the ticket",
    join: "Join a group",
    join_text: "Paste a ticket that somebody of the other house gave you. This house then belongs to their group.",
    join_label: "Ticket",
    join_hint: "It begins with maloca1. Capitals do not matter.",
    join_now: "Join",
    search: "Files of the group",
    search_text: "What any house shares, also those that are away.",
    search_label: "Part of a name",
    search_now: "Search",
    found: |count| number(count, "file", "files"),
    nothing_found: "No house shares a file with such a name. Try a shorter part of it.",
    copies: |count| number(count, "copy", "copies"),
    here: "Already here",
    none_reached: "Nobody who has it is connected now",
    download: "Download",
    download_of: |name| format!("Download {name}"),
    fetch: "Fetch",
    fetch_of: |name| format!("Fetch {name} into this house"),
    transfers: "On the way here",
    transfers_live: |open| match open {
        0 => "Nothing is on its way".to_owned(),
        open => number(open, "file on its way", "files on their way"),
    },
    waiting: "Waiting",
    done: "It is here",
    cancelled: "Cancelled",
    per_second: |size| format!("{size}/s"),
    part: |held, size| format!("{held} of {size}"),
    left: |time| format!("{time} left"),
    cancel: |name| format!("Cancel {name}"),
    sources: "From",
    pace: |pace| match pace {
        Pace::Sending => "sends",
        Pace::Idle => "has nothing left to do",
        Pace::Resting => "was silent, rests",
        Pace::Banned => "sent something else",
        Pace::Away => "away",
    },
    slow: |slow| match slow {
        Slow::NobodyReached => {
            "No house that has it is connected. It goes on by itself as soon as one is back."
                .to_owned()
        }
        Slow::AllRest => {
            "Those who have it fell silent. They are asked again in a moment.".to_owned()
        }
        Slow::OneSource => {
            "Only one house sends it: it comes as fast as that one can send.".to_owned()
        }
        Slow::Rest(count) => {
            format!(
                "{} fell silent and will be asked again soon.",
                number(count, "house", "houses")
            )
        }
        Slow::Banned(count) => format!(
            "{} sent something that is not the file, and will not be asked again.",
            number(count, "house", "houses")
        ),
        Slow::Away(count) => {
            format!(
                "{} that would have it cannot be reached now.",
                number(count, "house", "houses")
            )
        }
    },
    keeps: "Copies",
    keeps_text: "A folder of which copies are kept is still there when a house is away or lost. New files follow by themselves.",
    keeps_live: |count| match count {
        0 => "Nobody has asked for copies yet".to_owned(),
        count => number(count, "folder is kept", "folders are kept"),
    },
    whole_tree: "The whole tree",
    wished_here: "asked for by this house",
    wished_by: |name| format!("asked for by {name}"),
    one_here: "One copy in this house",
    in_the_group: |copies| format!("{} in the group", number(copies.into(), "copy", "copies")),
    complete: "Complete",
    still_missing: |files, language| match files {
        1 => "1 file still lacks copies".to_owned(),
        files => format!("{} files still lack copies", integer(files, language)),
    },
    no_files_yet: "No files yet",
    files_follow: "No house has a file in this folder yet. Copies follow as soon as there is one.",
    lack: |lack| {
        match lack {
        Lack::FewHouses(houses) => format!(
            "The group has only {}. Invite another one, or ask for fewer copies.",
            number(houses, "house", "houses")
        ),
        Lack::NobodyReached => {
            "No other house is connected. It goes on by itself as soon as one is back.".to_owned()
        }
        Lack::Time => {
            "The houses fetch what is missing by themselves; one that is away does so when it is back. Where the name of a file is taken by another one, no copy is made."
                .to_owned()
        }
    }
    },
    layers: "Files by the number of their copies",
    this_copy: "Here",
    of_files: |files, total, language| {
        format!("{} of {}", integer(files, language), integer(total, language))
    },
    more_than_wished: "more than asked for",
    who_has: "Files in each house",
    release: "Keep no longer",
    release_of: |name| format!("Keep {name} no longer"),
    release_text: "The copies that are there stay; only new files are not copied any more.",
    wish: "Keep copies of a folder",
    wish_text: "Each file is copied under the same name; nothing is ever written over. What is deleted in a house comes back for as long as copies are kept.",
    folder: "Folder",
    folder_hint: "Its path, such as docs/talks. A lone / is the whole tree.",
    how_many: "How many copies",
    keep_here: "One in this house",
    keep_in_group: "In the group, so many:",
    how_many_in_group: "How many copies in the group",
    wish_now: "Keep copies",
    in_group: "In the group",
    also_at: |count| match count {
        0 => "No other house has this file.".to_owned(),
        1 => "One other house has the same file:".to_owned(),
        count => format!("{count} other houses have the same file:"),
    },
    other_contents: "Other houses have something else under this name:",
    missing_here: "This house has nothing of this name, but the group does:",
    content: "Content (BLAKE3)",
    refused,
};

fn refused(refused: Refused) -> String {
    match refused {
        Refused::NoTicket => "This is no ticket: a ticket begins with maloca1.",
        Refused::OtherVersion => {
            "This ticket was made by another version of Maloca. Update the older house."
        }
        Refused::Damaged => "This ticket is damaged. Copy it again, whole.",
        Refused::Expired => "This ticket has expired. Ask the house that made it for a new one.",
        Refused::Spent => "This ticket was used already, or never given out. Ask for a new one.",
        Refused::NotAlone => {
            "This house belongs to a group with others already. Let one of them invite the newcomer."
        }
        Refused::Unreachable => {
            "The house that made this ticket does not answer. Is it running, and can its UDP port be reached from here?"
        }
        Refused::NotAdmitted => {
            "The house that made this ticket did not let this one in. Ask its host what it logged."
        }
        Refused::Shut => {
            "The door for other houses is shut. Whoever looks after this house opens it with --peers."
        }
        Refused::MayNotInvite => "This house may not invite others. Ask one that may.",
        Refused::MayNotRevoke => {
            "This house may only put out those further away from the founder than itself."
        }
        Refused::Full => "The group is full.",
        Refused::BadExpiry => "A ticket lasts from a second to thirty days.",
        Refused::Nobody => {
            "No house that has this file is connected now. Try again when one of them is back."
        }
        Refused::TooMany => {
            "Too many files are on their way at once. Wait until one is here, or cancel one."
        }
        Refused::TooManyKeeps => {
            "One house keeps at most 64 folders. Release one, or keep a folder above several of them."
        }
        Refused::Elsewhere => {
            "Another house asked for these copies. They are released on the page of that house."
        }
        Refused::Files(refused) => return refused.explain(Language::English),
    }
    .to_owned()
}
