package org.schoolcrm.rest.http;

/** An answer of which a part changes by itself, so that it has no part in the ETag that binds changes by callers. */
public interface PartlyTagged {

    /** What callers change. */
    Object tagged();
}
