"""Views that pages are declared with: a list, a page of one thing, a form.

A page says its title, its permission, its columns or fields, and the query or command of the
kernel; the views here do the rest. They are ordinary Django class-based views:

- ``views.DeskView``: a page in the shell;
- ``lists.ListView``: rows by columns, filters in a form, paging by key;
- ``edits.EditView``: a form that ends in a command; ``edits.ActView``: a button that does.
"""
