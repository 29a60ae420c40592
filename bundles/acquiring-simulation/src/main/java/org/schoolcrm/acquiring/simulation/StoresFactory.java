package org.schoolcrm.acquiring.simulation;

/** Opens stores on which a process may die at any of the points that it passes. */
public interface StoresFactory {

    SimulationStores open(Runnable point);
}
