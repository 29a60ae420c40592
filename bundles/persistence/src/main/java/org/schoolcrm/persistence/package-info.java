/**
 * Billing's tables and stores: one persistence unit, one migration history. A store's name says how it reads and writes:
 * {@code Jdbc…} by SQL alone, {@code Jpa…} by entities, {@code Sql…} by both.
 */
@NullMarked
package org.schoolcrm.persistence;

import org.jspecify.annotations.NullMarked;
