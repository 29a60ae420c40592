/** Forecasts and their reviews over HTTP. */
@NullMarked
package org.schoolcrm.rest.forecast;

import org.jspecify.annotations.NullMarked;
