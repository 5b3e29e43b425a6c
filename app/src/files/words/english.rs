//! The words of the room `files` in English.

use super::{BadPath, FilesWords, Language, Refused, format, number};

pub(super) static EN: FilesWords = FilesWords {
    title: "Files",
    lede: "A real folder, shared by the whole house.",
    way: "The way to this folder",
    to_the_top: "To the top folder",
    entries: "What lies in this folder",
    name: "Name",
    size: "Size",
    changed: "Changed",
    actions: "Actions",
    count: |count| number(count, Language::English, "entry", "entries"),
    some_of: |shown, total| {
        format!("{shown} of {}", number(total, Language::English, "entry", "entries"))
    },
    filter: "Filter this folder",
    nothing_matches: "No name here contains that.",
    more: "Show more",
    from_start: "From the start",
    truncated: "The folder holds more than can be listed. Put some of it into folders of its own.",
    empty: "Nothing here yet",
    empty_upload: "Drop files anywhere on this page, or choose them above.",
    empty_read: "As soon as somebody adds a file, it appears here by itself.",
    download: "Download",
    download_of: |name| format!("Download {name}"),
    more_about: |name| format!("Rename, move or delete {name}"),
    open: "Open",
    changed_at: "changed",
    bytes: |size, language| format!("{} bytes", format::integer(size, language)),
    preview: "Preview",
    beginning: "This is the beginning. Download the file to read all of it.",
    empty_file: "This file is empty.",
    no_preview: "Browsers cannot show this kind of file. Download it to open it.",
    keep_copies: "Keep copies…",
    manage: "Rename or delete",
    new_path: "Name and place",
    new_path_hint: "Change the name, or write another folder before it: docs/notes.txt",
    rename: "Rename or move",
    moved: "It has its new place.",
    remove: "Delete…",
    remove_file: "The file goes into the bin of the house, from where the host can bring it back.",
    remove_folder: "The folder goes into the bin of the house with everything in it. The host can bring it back.",
    remove_now: "Delete now",
    removed: "It is in the bin.",
    new_folder: "New folder",
    folder_name: "Its name",
    make: "Make the folder",
    upload: "Upload",
    choose: "Files to upload",
    drop_into: |folder| format!("Let go to add to “{folder}”"),
    uploads: "Uploads",
    arrived: |arrived, total| format!("{arrived} of {total} uploaded"),
    put_away: "Put away",
    cancel: "Cancel",
    again: "Try again",
    keep_both: "Keep both",
    replace: "Replace",
    waiting: "Waiting",
    saving: "Storing…",
    done: "Uploaded",
    done_beside: |number| format!("Uploaded as ({number})"),
    taken: "This name is taken.",
    unreachable: "It was not sent: the house is out of reach, or this cannot be read.",
    not_allowed: "You may not add files here.",
    no_room: "There is no room left.",
    too_large: "This is larger than this house takes.",
    bad_name: "The house cannot take this name.",
    folder_there: "A folder has this name.",
    failed: |status| format!("It did not work ({status})."),
    refused,
};

const fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::BadPath(bad) => bad_path(bad),
        Refused::IsFolder => "This is a folder. Name a file in it.",
        Refused::NotFolder => "This is a file, not a folder.",
        Refused::Exists => "There is something of that name already. Choose another name.",
        Refused::Conflict => "The file changed meanwhile. Look at it again.",
        Refused::Hidden => "Names that begin with a dot are not shared. Choose another name.",
        Refused::BadMove => "A folder cannot be moved into itself.",
        Refused::BadCursor => "The folder changed too much to go on here. Begin from the start.",
        Refused::Full => "There is no room for this file. Delete others or ask the host.",
        Refused::TooLarge => {
            "This file is larger than this house takes. Share it in parts or ask the host."
        }
        Refused::CutOff => "The upload ended too early. Nothing was stored; send it again.",
    }
}

const fn bad_path(bad: BadPath) -> &'static str {
    match bad {
        BadPath::EmptyName => "A name is missing between two slashes.",
        BadPath::Dots => "“.” and “..” are no names.",
        BadPath::Character => "Names cannot contain slashes, backslashes or invisible characters.",
        BadPath::NotUtf8 => "This is no readable name.",
        BadPath::TooLong => "This is too long: 255 bytes in each name at most, 64 folders deep.",
    }
}
