/** A small school CRM: own tables, own ledger, own shell page. */
@NullMarked
package org.schoolcrm.host.demo;

import org.jspecify.annotations.NullMarked;
