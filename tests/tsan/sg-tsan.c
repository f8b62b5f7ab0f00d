/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * ThreadSanitizer sees what the compiler has instrumented, and GLib is not: it
 * takes locks by futex, counts references and hands tasks over without a trace.
 * Put before GLib (LD_PRELOAD), this tells of each such meeting of threads, so
 * that what is still reported is a race of our own.
 */

#include <dlfcn.h>
#include <gio/gio.h>

/* Weak: the other programs of a test know nothing of threads' sanitizer. */
void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

#define FUNCTION_KEY "sg-tsan-function"

static void
acquire (gconstpointer address)
{
  if (__tsan_acquire != NULL && address != NULL)
    __tsan_acquire ((void *) address);
}

static void
release (gconstpointer address)
{
  if (__tsan_release != NULL && address != NULL)
    __tsan_release ((void *) address);
}

/* The function of that name behind this one */
#define REAL(name) ((__typeof__ (&name))real (#name))

static gpointer
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean taken = REAL (g_mutex_trylock) (mutex);

  if (taken)
    acquire (mutex);

  return taken;
}

void
g_mutex_unlock (GMutex *mutex)
{
  release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  release (mutex);
  REAL (g_cond_wait) (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean signalled;

  release (mutex);
  signalled = REAL (g_cond_wait_until) (cond, mutex, end_time);
  acquire (mutex);

  return signalled;
}

/* What one holder of a reference did comes before what the last one frees. */
void
  (g_object_unref) (gpointer object){
  release (object);
  acquire (object);
  REAL (g_object_unref) (object);
}

void
g_atomic_rc_box_release_full (gpointer       box,
                              GDestroyNotify clear)
{
  release (box);
  acquire (box);
  REAL (g_atomic_rc_box_release_full) (box, clear);
}

void
g_ptr_array_unref (GPtrArray *array)
{
  release (array);
  acquire (array);
  REAL (g_ptr_array_unref) (array);
}

void
g_hash_table_unref (GHashTable *table)
{
  release (table);
  acquire (table);
  REAL (g_hash_table_unref) (table);
}

/* A queue gives what it was given. */
void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  release (queue);
  REAL (g_async_queue_push) (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data = REAL (g_async_queue_pop) (queue);

  acquire (queue);

  return data;
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  gpointer data = REAL (g_async_queue_try_pop) (queue);

  acquire (queue);

  return data;
}

typedef struct {
  GFunc    function;
  gpointer user_data;
} Pool;

static void
run_in_pool (gpointer data,
             gpointer user_data)
{
  const Pool *pool = user_data;

  acquire (pool);
  pool->function (data, pool->user_data);
}

GThreadPool *
g_thread_pool_new (GFunc    function,
                   gpointer user_data,
                   int      max_threads,
                   gboolean exclusive,
                   GError **error)
{
  Pool *pool = g_new (Pool, 1);

  *pool = (Pool) { function, user_data };

  return REAL (g_thread_pool_new) (run_in_pool, pool, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool,
                    gpointer     data,
                    GError     **error)
{
  release (pool->user_data);

  return REAL (g_thread_pool_push) (pool, data, error);
}

static void
run_function (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GTaskThreadFunc function = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), FUNCTION_KEY);

  acquire (task);
  function (task, source_object, task_data, cancellable);
  release (task);
}

void
g_task_run_in_thread (GTask          *task,
                      GTaskThreadFunc function)
{
  g_object_set_data (G_OBJECT (task), FUNCTION_KEY, (gpointer) function);
  release (task);
  REAL (g_task_run_in_thread) (task, run_function);
}

/* A task's result is given in one thread and taken in another. */
void
g_task_return_pointer (GTask         *task,
                       gpointer       result,
                       GDestroyNotify destroy)
{
  release (task);
  REAL (g_task_return_pointer) (task, result, destroy);
}

void
g_task_return_boolean (GTask   *task,
                       gboolean result)
{
  release (task);
  REAL (g_task_return_boolean) (task, result);
}

void
g_task_return_error (GTask  *task,
                     GError *error)
{
  release (task);
  REAL (g_task_return_error) (task, error);
}

gpointer
g_task_get_task_data (GTask *task)
{
  acquire (task);

  return REAL (g_task_get_task_data) (task);
}

gpointer
g_task_propagate_pointer (GTask   *task,
                          GError **error)
{
  acquire (task);

  return REAL (g_task_propagate_pointer) (task, error);
}

gboolean
g_task_propagate_boolean (GTask   *task,
                          GError **error)
{
  acquire (task);

  return REAL (g_task_propagate_boolean) (task, error);
}
