package org.schoolcrm.channel.testkit.scripted;

/** What a scripted provider does with a message that is handed to it. */
public enum Behaviour {
    ACCEPTS,
    /** Accepts, but its answer is lost on the way. */
    ACCEPTS_AND_DROPS_ANSWER,
    /** Is never heard of again and has not accepted. */
    IS_SILENT,
    /** Cannot be reached: surely not accepted. */
    CANNOT_BE_REACHED,
    /** Wants to be left alone for a while. */
    THROTTLES,
    /** Says that only this recipient gets too much. */
    THROTTLES_RECIPIENT,
    /** Says that there is no such address. */
    REFUSES_ADDRESS,
    /** Does not like the text; the address is fine. */
    REFUSES_CONTENT,
    /** Refuses everybody until a person has looked: our money there is used up. */
    HOLDS,
    /** Accepts, and then we crash before we hear of it. */
    ACCEPTS_AND_WE_CRASH,
    /** We crash just before it would have accepted. */
    WE_CRASH
}
