/** Tokens by which programs of others call the API. */
@Export
@Version("1.0.0")
@NullMarked
package org.schoolcrm.billing.api.token;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
