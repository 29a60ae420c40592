package org.schoolcrm.channel.testkit.scripted;

/** What a scripted provider does with a message that is handed to it. */
public enum Behaviour {
    ACCEPTS,
    /** Accepts, but its answer is lost on the way. */
    ACCEPTS_AND_DROPS_ANSWER,
    /** Never answers and has not accepted. */
    IS_SILENT,
    /** Cannot be reached: surely not accepted. */
    CANNOT_BE_REACHED,
    /** Throttles us for a while. */
    THROTTLES,
    /** Throttles this recipient only. */
    THROTTLES_RECIPIENT,
    /** Says that there is no such address. */
    REFUSES_ADDRESS,
    /** Does not like the text; the address is fine. */
    REFUSES_CONTENT,
    /** Refuses everybody until a person has looked: our money there is used up. */
    HOLDS,
    /** Accepts, and then we crash before its answer arrives. */
    ACCEPTS_AND_WE_CRASH,
    /** We crash just before it would have accepted. */
    WE_CRASH
}
