package org.schoolcrm.runtime.api;

import org.osgi.annotation.versioning.ProviderType;

/** Calls other systems over HTTP: with time limits, without redirects, never more of an answer than asked for. */
@ProviderType
public interface HttpExchange {

    /** Never throws for what a network or a peer does: no answer is an answer too. */
    HttpAnswer send(HttpCall call);
}
