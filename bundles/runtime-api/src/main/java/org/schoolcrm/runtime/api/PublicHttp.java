package org.schoolcrm.runtime.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls addresses that users have entered: only public ones, connected to the very address that was checked, without
 * redirects (D17). Of the answer only the status is read.
 */
@ProviderType
public interface PublicHttp extends HttpExchange {}
