"""Lines that are buttons, labels, menus and titles of lists on publishers' pages: whole lines, in small letters."""

from __future__ import annotations


def _lines(text: str) -> frozenset[str]:
    return frozenset(" ".join(line.split()) for line in text.split("|"))


BUTTONS = _lines("""
    0 | 0:00 | a a a | aa | after newsletter promotion | about sharing | about us | accept | accept all | accept cookies | accessibility | accessibility help |
    accessibility links | account | ad | add to reading list | ads | advert | advertisement | advertising | agenda | agree | analysis | article
    body | article content | article continues below | at a glance | audio | auto refresh | auto-refresh | back | back to top | bluesky
    | bookmark | breaking | breaking news | breakingbreaking | close | close panel | collapse | comment | comments | companies | contact us | continue
    | continue reading | continue reading below | cookie settings | cookies | copied | copy | copy link | corrections | create account |
    crosswords | dating | donate | e-mail | e-paper | editor's pick | editors' pick | email | end of list | enlarge | enlarge image |
    exclusive | expand | facebook | feedback | filter | filters | flipboard | follow | follow topic | following | font size | free to
    read | full story | fullscreen | gallery | games | get alerts | get involved | get notified | gift article | gift this article |
    give this article | got it | help | hide | hide all | home | homepage | horoscopes | i accept | i agree | image | image credit | in
    brief | in this article | info | instagram | jobs | join the conversation | jump to comments | just in | keep reading | key events
    only | last updated | latest | latest first | latest update | latest updates | licensing | like | likes | link copied | linkedin |
    listen | listen to this article | live | live blog | live coverage | live feed | live now | live reporting | live updates | load
    more | load more posts | loading | loading... | log in | log out | login | lottery | main menu | manage cookies | manage preferences
    | members only | menu | messenger | more | more from us | more menu | must read | mute | my account | my news | new | newest |
    newest first | newspaper | next | no thanks | not now | notifications | ok | oldest | oldest first | open | opinion | paid content |
    partner content | pause | photo credit | photos | picture | pinned | pinned post | pinned update | pinterest | play | play video |
    pocket | post a comment | premium | previous | print | print this | privacy | privacy notice | privacy policy | privacy settings |
    profile | promoted | promoted content | published | purchase licensing rights |
    write a comment | leave a comment | add a comment | puzzles | quizzes | read aloud | read full story |
    read on | read the full story | recommended for you | reddit | refresh | register | reject | reject all | related article | remove
    ads | replies | reply | report an error | republish this article | reuse this content | save | save for later | saved | scroll to
    continue | search | search icon | see all | see more | send us feedback | settings | share | share article | share full article |
    share options | share post | share this | share this article | share this page | share this story | sharing | shopping | show all |
    show comments | show key events only | show less | show more | sign in | sign out | sign up | skip advertisement | skip links | skip
    to content | skip to main content | skip to navigation | snapchat | sort by | story saved | sponsored | sponsored content | story continues below
    | story continues below advertisement | subscribe | subscribe now | subscriber-only | subscribers only | summary | tagged | tags |
    telegram | terms | terms & conditions | terms and conditions | terms of service | terms of use | text size | the agenda | the latest | threads |
    tiktok | today's paper | toggle play | top | topic | topics | turn on alerts | twitter | unlocked | unmute | updated | video | video
    player is loading | view all | view all comments | view comments | view gallery | view image in fullscreen | view more | view
    original | unsubscribe | view in browser | view in your browser | view this email in your browser | view online | read online | update preferences |
    update your preferences | manage subscription | manage your subscription | forward to a friend | forward this email |
    all reactions | catch up | edited | end of carousel | everybody can reply | get the app | has context menu | key event | last read |
    like loading | most relevant | open in app | press enter or click to view image in full size | reply or add others with @ | return to
    menu | sort by latest | sort by oldest | type your email | visit website | write your reply |
    watch | watch live | weather | whatsapp | x | x (twitter) | x.com | your account | youtube
""")
"""Buttons, labels and menus."""

ADVERTS = _lines("ad | ads | advert | advertisement | paid content | promoted | promoted content | sponsored | sponsored content")
"""Those of them with an advertiser's words below, or with nothing."""

SUMMARIES = _lines("""
    at a glance | highlights | in brief | key developments | key facts | key points | live summary | main points | our top lines | summary | summary of the
    day | the essentials | the key points | the main points | the story so far | top lines | what happened today | what has happened so far | what we know |
    what we know so far | what you need to know | what's happening | what's happened so far | here's what you need to know | here's what we know so far
""")
"""Titles of the key points above a page's text."""

LINKS = _lines("""
    about this story | also read | around the web | don't miss | editor's picks | editors' picks | elsewhere on the bbc | elsewhere on
    the site | explore more | explore more on these topics | featured | featured stories | features | follow us | follow us on | from
    around the web | from our partners | from the web | further reading | get our app | in case you missed it | in pictures | keep
    reading | latest headlines | latest news | latest stories | latest videos | more coverage | more from the section | more from this
    section | more headlines | more like this | more news | more on this | more on this story | more on this topic | more stories | more
    to explore | more top stories | most commented | most popular | most read | most recent | most shared | most viewed | most watched |
    must reads | next in news | on the same subject | other stories | others are reading | our coverage | our other sites | our other
    stories | our sites | paid for | partner stories | people also read |
    people are also reading | mehr zum thema | popular | popular in the community | popular now | promoted
    stories | read more | read more about | read more on this | read next | recommended | recommended for you | recommended reading |
    recommended stories | recommended videos | related | related articles | related content | related coverage | related links | related
    stories | related story | related topics | sections | see also | sponsored links | sponsored stories | stories you may like |
    suggested for you | suggested stories | suggested topics | today's top stories | top comments | top stories | top story | top videos
    | topics in this article | trending | trending now | up next | useful links | watch next | what others are reading | what to read
    next | you may also like | you may have missed | you might also like
""")
"""Titles of lists of links."""

KEY_LISTS = _lines("""
    at a glance | contents | highlights | in this live blog | jump to | jump to section | key developments | key events | key moments |
    key points | key updates | latest posts | pinned updates | the key points | timeline
""")
"""Titles of lists of times and headlines that point at the updates."""
