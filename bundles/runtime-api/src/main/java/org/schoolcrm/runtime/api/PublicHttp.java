package org.schoolcrm.runtime.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls addresses that somebody has typed in: public ones only, connected to where they were looked at, without
 * redirects (D17). Of the answer only the status is read.
 */
@ProviderType
public interface PublicHttp extends HttpExchange {}
