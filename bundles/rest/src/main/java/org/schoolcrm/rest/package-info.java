/** The HTTP edge for the CRM and integrators: resources, JSON, problems, live events. */
@NullMarked
package org.schoolcrm.rest;

import org.jspecify.annotations.NullMarked;
